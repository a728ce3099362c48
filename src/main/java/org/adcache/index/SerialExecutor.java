package org.adcache.index;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounded serial executor: tasks run in order on one thread of its own, and submitters block when they are a few
 * ahead. After a failure no more tasks run, and the next call throws it.
 */
final class SerialExecutor implements AutoCloseable {
    private static final int AHEAD = 8;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(SerialExecutor::thread);
    private final Semaphore room = new Semaphore(AHEAD);
    private volatile @Nullable Throwable failure;

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "index-build");
        thread.setDaemon(true);
        return thread;
    }

    /** Submits a task. */
    void run(Runnable work) {
        check();
        room.acquireUninterruptibly();
        thread.execute(() -> {
            try {
                if (failure == null) {
                    work.run();
                }
            } catch (Throwable e) {
                failure = e;
            } finally {
                room.release();
            }
        });
    }

    /** Submits a computation, which runs after all earlier tasks. */
    <T> Future<T> make(Supplier<T> work) {
        return thread.submit(() -> {
            check();
            return work.get();
        });
    }

    /** Waits for the result of {@link #make}. */
    static <T> T await(Future<T> made) {
        try {
            return made.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while an index was built");
        } catch (ExecutionException e) {
            throw rethrown(e.getCause() == null ? e : e.getCause());
        }
    }

    private void check() {
        Throwable failed = failure;
        if (failed != null) {
            throw rethrown(failed);
        }
    }

    private static RuntimeException rethrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
    }

    /** Cancels the remaining tasks. */
    @Override
    public void close() {
        failure = failure == null ? new CancellationException("the build was given up") : failure;
        thread.shutdownNow();
    }
}
