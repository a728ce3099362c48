package org.adcache.http.limits;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of the lowest priority for what takes long, so that on a busy machine short questions go first. */
public final class LowPriorityThreads implements Executor, AutoCloseable {
    private static final int IDLE_SECONDS = 60;

    private final AtomicInteger count = new AtomicInteger();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            this::thread,
            new ThreadPoolExecutor.DiscardPolicy());

    @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on it but how long requests wait on a busy machine.
    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "http-low-" + count.incrementAndGet());
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs a task on a thread of its own; does nothing once closed. */
    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
