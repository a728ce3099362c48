package org.adcache.sync;

import java.time.Duration;

/**
 * When a connection's cycles run and when their result is not applied unasked.
 *
 * @param reconcileEvery a cycle that compares everything is due at the latest this long after the last
 * @param shrinkLimit part of the accounts, 0 to 1, that one cycle may remove
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

    /** A reconciliation is part of a cycle, so the shorter of the two is what counts. */
    public Duration longestPause() {
        return every.compareTo(reconcileEvery) < 0 ? every : reconcileEvery;
    }
}
