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
 * Does pieces of work in the order they come, on a thread of its own, and lets whoever brings them get only a few
 * ahead. After a failure nothing more is done, and the next call throws it.
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

    /** Has a piece of work done. */
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

    /** Has something made after all that was brought before. */
    <T> Future<T> make(Supplier<T> work) {
        return thread.submit(() -> {
            check();
            return work.get();
        });
    }

    /** Waits for what {@link #make} promised. */
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

    /** Gives up what isn't done yet. */
    @Override
    public void close() {
        failure = failure == null ? new CancellationException("the build was given up") : failure;
        thread.shutdownNow();
    }
}
