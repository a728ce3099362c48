package org.adcache.directory;

import java.util.Optional;
import org.adcache.account.Problem;

/**
 * What a stage hands to those after it, beside its check. A stage may fail and have something to hand on all the same: one
 * of two lists of servers, for instance.
 */
record Finding<T>(Optional<T> value, String detail, Optional<Problem> problem) {
    static <T> Finding<T> of(T value, String detail) {
        return new Finding<>(Optional.of(value), detail, Optional.empty());
    }

    static <T> Finding<T> failed(T value, Problem problem) {
        return new Finding<>(Optional.of(value), problem.detail(), Optional.of(problem));
    }
}
