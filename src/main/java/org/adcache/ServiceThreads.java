package org.adcache;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The executors of everything but requests: a thread for each piece of work, and one thread for what is due later. */
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

    /** Requests go before the workers' syncs; the threads that these start inherit the priority. */
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

    /** Interrupts what still runs. */
    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
    }
}
