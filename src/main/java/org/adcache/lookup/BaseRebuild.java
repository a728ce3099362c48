package org.adcache.lookup;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.adcache.index.Snapshot;
import org.adcache.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Background rebuild of the base, one at a time, while generations are still published over the old one. The new base,
 * overlaid with what was committed meanwhile, replaces the served snapshot by compare-and-set; if a newer generation
 * was published first, it is overlaid again. After a failure the old base stays, and the next publication tries again.
 */
final class BaseRebuild {
    private static final Logger log = LoggerFactory.getLogger(BaseRebuild.class);

    private final AtomicReference<State> state;
    private final RebuildRule rule;
    private final Clock clock;
    private final SavedBases savedBases;
    private final Executor executor;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean failing;
    private volatile boolean closed;

    /** Rebuilds what {@code state} serves. */
    BaseRebuild(AtomicReference<State> state, RebuildRule rule, Clock clock, SavedBases savedBases, Executor executor) {
        this.clock = clock;
        this.savedBases = savedBases;
        this.state = state;
        this.rule = rule;
        this.executor = executor;
    }

    /** Starts a rebuild if the published generation needs one and none is running. */
    void consider(Serving published) {
        if (rule.asksFor(published, clock.instant()) && running.compareAndSet(false, true)) {
            try {
                executor.execute(this::run);
            } catch (RejectedExecutionException e) {
                running.set(false);
                log.debug("Index rebuild skipped: the service is stopping");
            }
        }
    }

    private void run() {
        try {
            if (state.get() instanceof Serving serving) {
                rebuild(serving);
            }
        } catch (CancellationException e) {
            log.debug("Index rebuild cancelled: the integration is off or the service is stopping");
        } catch (StoreException e) {
            failed(e.problem().toString());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            log.debug("Index rebuild failed", e);
            failed(e.getClass().getSimpleName());
        } finally {
            running.set(false);
        }
    }

    private void rebuild(Serving serving) throws StoreException {
        Instant started = clock.instant();
        Snapshot rebuilt = Snapshot.of(
                serving.view(),
                serving.config().connections().keySet(),
                () -> !closed
                        && isStillServed(serving)
                        && !Thread.currentThread().isInterrupted());
        if (adopt(rebuilt, serving, started) && serving.indexesAll()) {
            savedBases.write(rebuilt, serving.view());
        }
        if (failing) {
            failing = false;
            log.info("Index rebuild succeeded after a failure");
        }
    }

    /** Whether what is served now is of the same epoch and configuration, so that its accounts belong to one base. */
    private boolean isStillServed(Serving rebuilt) {
        return state.get() instanceof Serving current && isAlike(current, rebuilt);
    }

    private static boolean isAlike(Serving current, Serving rebuilt) {
        return current.epoch().equals(rebuilt.epoch()) && current.config().equals(rebuilt.config());
    }

    /** Publishes the rebuilt base, with later generations overlaid; false if it is obsolete or they can't be. */
    private boolean adopt(Snapshot rebuilt, Serving of, Instant started) throws StoreException {
        while (state.get() instanceof Serving current
                && isAlike(current, of)
                && current.snapshot().baseGeneration().compareTo(rebuilt.baseGeneration()) < 0) {
            Optional<Snapshot> next = current.generation().equals(rebuilt.baseGeneration())
                    ? Optional.of(rebuilt)
                    : rebuilt.at(current.view(), current.config().connections().keySet());
            if (next.isEmpty()) {
                return false;
            }
            if (state.compareAndSet(current, current.with(next.get(), started))) {
                return true;
            }
        }
        return false;
    }

    /** Cancels a running rebuild. */
    void close() {
        closed = true;
    }

    private void failed(String cause) {
        if (!failing && !closed) {
            failing = true;
            log.warn(
                    "The index can't be rebuilt; what is served stays right, but each publication costs more: {}",
                    cause);
        }
    }
}
