package org.adcache.doctor;

import java.util.Optional;
import org.adcache.account.Problem;

/**
 * What one stage of an examination found. A stage that could not run, because one before it failed, has no check.
 *
 * @param id of the stage, a stable code such as {@code channel-binding}
 * @param detail the facts; what failed, if it failed
 * @param problem what failed and what to do; empty if nothing did
 */
public record CheckResult(String id, boolean ok, String detail, Optional<Problem> problem) {
    static CheckResult passed(String id, String detail) {
        return new CheckResult(id, true, detail, Optional.empty());
    }

    static CheckResult failed(String id, Problem problem) {
        return new CheckResult(id, false, problem.detail(), Optional.of(problem));
    }
}
