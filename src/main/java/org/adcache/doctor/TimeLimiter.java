package org.adcache.doctor;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.adcache.directory.connect.Deadline;

/** Time limit for calls without a time-out of their own, such as name resolution; an overdue call is abandoned. */
final class TimeLimiter {
    private final Executor workers;
    private final Deadline deadline;

    TimeLimiter(Executor workers, Deadline deadline) {
        this.workers = workers;
        this.deadline = deadline;
    }

    /** Handle of a running task. */
    final class Started<T> {
        private final FutureTask<T> task;

        private Started(FutureTask<T> task) {
            this.task = task;
        }

        /**
         * Waits for the result.
         *
         * @return empty if it takes longer
         * @throws ExecutionException wrapping what the task threw
         */
        Optional<T> within(Duration timeout) throws ExecutionException {
            try {
                return Optional.of(task.get(deadline.millisAtMost(timeout), TimeUnit.MILLISECONDS));
            } catch (TimeoutException | CancellationException e) {
                task.cancel(true);
                return Optional.empty();
            } catch (InterruptedException e) {
                task.cancel(true);
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }

        /** Abandons the task; waiting threads get an empty result. */
        void cancel() {
            task.cancel(true);
        }
    }

    <T> Started<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        workers.execute(task);
        return new Started<>(task);
    }

    Duration atMost(Duration timeout) {
        return deadline.atMost(timeout);
    }
}
