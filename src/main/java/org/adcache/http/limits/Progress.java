package org.adcache.http.limits;

import java.time.Duration;
import org.eclipse.jetty.util.NanoTime;

/** Least progress of an answer: a reader has a time for each MiB, the last of which may be a part. */
final class Progress {
    private static final int MIB_BITS = 20;

    private Progress() {}

    /**
     * Whether a reader is behind.
     *
     * @param since start, as nano time
     * @param written bytes it has taken
     */
    static boolean isTooSlow(long since, long written, Duration timeForMiB) {
        return NanoTime.since(since) > timeForMiB.toNanos() * ((written >> MIB_BITS) + 1);
    }
}
