package org.adcache.testing;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what happens on other threads. */
public final class Eventually {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    /**
     * Waits until something is true.
     *
     * @throws AssertionError if it isn't for 20 seconds
     */
    public static void until(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("it was not so for " + TIMEOUT);
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }
}
