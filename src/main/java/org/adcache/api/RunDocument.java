package org.adcache.api;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Progress of a sync cycle: the RUN of the interface, and the event {@code sync}.
 *
 * @param mode {@code auto} or {@code full}
 * @param scope what it reads, once that is decided
 * @param reason why it reads more than the changes, as a sentence
 * @param phase {@code queued}, …, {@code done}
 * @param outcome {@code ok}, {@code failed} or {@code held}
 */
public record RunDocument(
        String id,
        String connection,
        String mode,
        Optional<String> scope,
        Optional<String> reason,
        String phase,
        int read,
        OptionalInt expected,
        OptionalInt readPerSecond,
        OptionalInt secondsLeft,
        int added,
        int changed,
        int removed,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<String> outcome,
        Optional<ReportedProblem> problem)
        implements Document {}
