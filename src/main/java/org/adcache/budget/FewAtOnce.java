package org.adcache.budget;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Queue of tasks of which few run at once, so that they leave processors to others. The others wait in order, as many
 * as a budget allows. Thread-safe.
 */
public final class FewAtOnce {
    private final Semaphore free;
    private final Budget waiting;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /** @param waiting how many may wait */
    public FewAtOnce(int atOnce, Budget waiting) {
        this.free = new Semaphore(atOnce);
        this.waiting = waiting;
    }

    /** Half of the processors. */
    public static FewAtOnce onHalfOfTheProcessors(Budget waiting) {
        return new FewAtOnce(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), waiting);
    }

    /** Runs a task on a thread of an executor, now or later; false if too many wait. A task must not throw. */
    public boolean execute(Executor executor, Runnable task) {
        if (!waiting.tryTake(1)) {
            return false;
        }
        tasks.add(task);
        if (free.tryAcquire()) {
            start(executor);
        }
        return true;
    }

    private void start(Executor executor) {
        try {
            executor.execute(this::runAll);
        } catch (RuntimeException e) {
            free.release();
            throw e;
        }
    }

    private void runAll() {
        do {
            try {
                runWaiting();
            } finally {
                free.release();
            }
        } while (!tasks.isEmpty() && free.tryAcquire());
    }

    private void runWaiting() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            waiting.giveBack(1);
            task.run();
        }
    }
}
