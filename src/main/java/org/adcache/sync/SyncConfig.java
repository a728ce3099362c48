package org.adcache.sync;

import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * When a connection's cycles run, and the limit above which a result is held.
 *
 * @param reconcileEvery longest time between two cycles that compare everything
 * @param fullEvery longest time between two cycles that read everything
 * @param shrinkLimit fraction of the accounts, 0 to 1, that one cycle may remove
 * @param timeout for a whole cycle
 */
public record SyncConfig(
        Duration every, Duration reconcileEvery, Duration fullEvery, double shrinkLimit, Duration timeout) {
    public static final Duration FULL_EVERY = Duration.ofDays(7);

    public SyncConfig {
        if (every.isNegative()
                || every.isZero()
                || reconcileEvery.isNegative()
                || reconcileEvery.isZero()
                || fullEvery.isNegative()
                || fullEvery.isZero()
                || timeout.isNegative()
                || timeout.isZero()) {
            throw new IllegalArgumentException("every, reconcileEvery, fullEvery and timeout are more than 0, not "
                    + every + ", " + reconcileEvery + ", " + fullEvery + " and " + timeout);
        }
        if (!(shrinkLimit >= 0 && shrinkLimit <= 1)) {
            throw new IllegalArgumentException("shrinkLimit is 0 to 1, not " + shrinkLimit);
        }
    }

    /** Settings with the default time between full reads. */
    public SyncConfig(Duration every, Duration reconcileEvery, double shrinkLimit, Duration timeout) {
        this(every, reconcileEvery, FULL_EVERY, shrinkLimit, timeout);
    }

    /** The longest time between two cycles; a reconciliation is part of a cycle, so the shortest interval counts. */
    public Duration longestPause() {
        return Stream.of(every, reconcileEvery, fullEvery)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
