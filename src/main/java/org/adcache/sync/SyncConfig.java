package org.adcache.sync;

import java.time.Duration;

/**
 * When a connection's cycles run, and the limit above which a result is held.
 *
 * @param reconcileEvery longest time between two cycles that compare everything
 * @param shrinkLimit fraction of the accounts, 0 to 1, that one cycle may remove
 * @param timeout for a whole cycle
 */
public record SyncConfig(Duration every, Duration reconcileEvery, double shrinkLimit, Duration timeout) {
    public SyncConfig {
        if (every.isNegative()
                || every.isZero()
                || reconcileEvery.isNegative()
                || reconcileEvery.isZero()
                || timeout.isNegative()
                || timeout.isZero()) {
            throw new IllegalArgumentException("every, reconcileEvery and timeout are more than 0, not " + every + ", "
                    + reconcileEvery + " and " + timeout);
        }
        if (!(shrinkLimit >= 0 && shrinkLimit <= 1)) {
            throw new IllegalArgumentException("shrinkLimit is 0 to 1, not " + shrinkLimit);
        }
    }

    /** The longest time between two cycles; a reconciliation is part of a cycle, so the shorter interval counts. */
    public Duration longestPause() {
        return every.compareTo(reconcileEvery) < 0 ? every : reconcileEvery;
    }
}
