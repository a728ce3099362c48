package org.adcache.itest;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A moment on the machine's steady clock until which a test is willing to wait. */
record Deadline(long nanos) {
    static Deadline in(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    public boolean isOver() {
        return System.nanoTime() - nanos >= 0;
    }

    /** Asks again and again until the condition holds; fails with what {@code state} says when the time is up. */
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
