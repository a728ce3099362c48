package org.adcache;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Executors for all work but requests: a thread for each task, and one timer thread. */
final class ServiceThreads implements AutoCloseable {
    private final ExecutorService workers = Executors.newCachedThreadPool(threads("worker", Thread.MIN_PRIORITY));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(threads("timer", Thread.NORM_PRIORITY));

    ExecutorService workers() {
        return workers;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /** Gives requests priority over the workers' syncs; threads started by a worker inherit its priority. */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on it but how long requests wait on a busy machine.
    private static ThreadFactory threads(String name, int priority) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setPriority(priority);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Interrupts running tasks. */
    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
    }
}
