package org.adcache.doctor;

import java.util.Optional;
import org.adcache.account.Problem;

/**
 * Result of one stage. A stage that could not run, because one before it failed, has none.
 *
 * @param id stable code of the stage, such as {@code channel-binding}
 * @param detail the facts; the failure, if it failed
 * @param problem the failure and its remedy; empty if there is none
 */
public record CheckResult(String id, boolean ok, String detail, Optional<Problem> problem) {
    static CheckResult passed(String id, String detail) {
        return new CheckResult(id, true, detail, Optional.empty());
    }

    static CheckResult failed(String id, Problem problem) {
        return new CheckResult(id, false, problem.detail(), Optional.of(problem));
    }
}
