package org.adcache.http.rate;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Token bucket: allows a rate, and a burst beyond it after a pause. It is one number, the time at which it will be full
 * again (the generic cell rate algorithm of ITU-T I.371), so that taking neither locks nor allocates. Thread-safe.
 *
 * <p>Times are those of {@link System#nanoTime}, of which only differences mean anything.
 */
final class TokenBucket {
    private final long interval;
    private final long capacity;
    private final AtomicLong fullAt;

    /**
     * Creates a full bucket.
     *
     * @param interval nanoseconds in which one token is added
     * @param burst tokens of a full bucket
     */
    TokenBucket(long interval, long burst, long now) {
        this.interval = interval;
        this.capacity = Math.multiplyExact(interval, burst);
        this.fullAt = new AtomicLong(now);
    }

    /** Takes a token and returns 0, or the nanoseconds until there is one. */
    long take(long now) {
        while (true) {
            long before = fullAt.get();
            long after = (before - now > 0 ? before : now) + interval;
            long missing = after - now - capacity;
            if (missing > 0) {
                return missing;
            }
            if (fullAt.compareAndSet(before, after)) {
                return 0;
            }
        }
    }

    /** The nanoseconds until there is a token; 0 if there is one. */
    long missing(long now) {
        long before = fullAt.get();
        return Math.max(0, (before - now > 0 ? before : now) + interval - now - capacity);
    }
}
