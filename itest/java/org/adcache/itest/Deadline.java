package org.adcache.itest;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Deadline of a test on the machine's monotonic clock. */
record Deadline(long nanos) {
    static Deadline in(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    public boolean isOver() {
        return System.nanoTime() - nanos >= 0;
    }

    /** Polls until the condition holds; fails with {@code state} at the timeout. */
    static void await(String what, Duration timeout, Supplier<String> state, BooleanSupplier condition) {
        Deadline deadline = in(timeout);
        while (!condition.getAsBoolean()) {
            if (deadline.isOver()) {
                throw new AssertionError("not within " + timeout + ": " + what + "\n" + state.get());
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
