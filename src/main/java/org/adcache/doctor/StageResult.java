package org.adcache.doctor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;

/**
 * What a stage hands to those after it, beside its check. A stage may fail and have something to hand on all the same:
 * one of two lists of servers, for instance.
 */
record StageResult<T>(Optional<T> value, String detail, Optional<Problem> problem) {
    static <T> StageResult<T> of(T value, String detail) {
        return new StageResult<>(Optional.of(value), detail, Optional.empty());
    }

    /** The same, and which servers were tried before. */
    StageResult<T> withFailures(List<? extends ProblemException> failures) {
        return new StageResult<>(
                value,
                detail
                        + failures.stream()
                                .map(failure -> " Not so: " + failure.problem().detail())
                                .collect(Collectors.joining()),
                problem);
    }

    static <T> StageResult<T> failed(T value, Problem problem) {
        return new StageResult<>(Optional.of(value), problem.detail(), Optional.of(problem));
    }
}
