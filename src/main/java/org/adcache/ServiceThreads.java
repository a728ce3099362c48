package org.adcache;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.MDC;

/** Executors for all work but requests: a thread for each task, and one timer thread. */
final class ServiceThreads implements AutoCloseable {
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final ThreadPoolExecutor workers = new Workers(threads("worker", Thread.MIN_PRIORITY));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(threads("timer", Thread.NORM_PRIORITY));

    /** Workers in whose lines of the log are the ids of the request that started the task. */
    private static final class Workers extends ThreadPoolExecutor {
        Workers(ThreadFactory threads) {
            super(0, Integer.MAX_VALUE, IDLE.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), threads);
        }

        @Override
        public void execute(Runnable task) {
            Map<String, String> ids = MDC.getCopyOfContextMap();
            super.execute(ids == null || ids.isEmpty() ? task : () -> run(task, ids));
        }

        private static void run(Runnable task, Map<String, String> ids) {
            MDC.setContextMap(ids);
            try {
                task.run();
            } finally {
                MDC.clear();
            }
        }
    }

    ExecutorService workers() {
        return workers;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /** Ends idle workers: each keeps the last LDAP request that it sent. */
    void endIdle() {
        workers.setKeepAliveTime(0, TimeUnit.MILLISECONDS);
    }

    /** Lets workers that become idle wait for work again. */
    void keepIdle() {
        workers.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
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
