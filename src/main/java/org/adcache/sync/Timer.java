package org.adcache.sync;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Timer for short tasks, which pass longer work to an executor. */
@FunctionalInterface
public interface Timer {
    Cancellation after(Duration delay, Runnable task);

    /** Cancellation of a task that has not run yet. */
    @FunctionalInterface
    interface Cancellation {
        void cancel();
    }

    static Timer of(ScheduledExecutorService executor) {
        return (delay, task) -> {
            ScheduledFuture<?> future = executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> future.cancel(false);
        };
    }
}
