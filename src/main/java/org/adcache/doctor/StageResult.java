package org.adcache.doctor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;

/**
 * Outcome of a stage: its value for later stages, and the facts and problem of its check. A failed stage may still
 * have a value, one of two lists of servers for instance.
 */
record StageResult<T>(Optional<T> value, String detail, Optional<Problem> problem) {
    static <T> StageResult<T> of(T value, String detail) {
        return new StageResult<>(Optional.of(value), detail, Optional.empty());
    }

    /** The same, with the servers that failed before. */
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
