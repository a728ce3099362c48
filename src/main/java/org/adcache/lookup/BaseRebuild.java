package org.adcache.lookup;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.index.Snapshot;
import org.adcache.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds a new base in the background, one at a time, while generations go on being published over the old one. When
 * it is done, what was committed meanwhile is laid over it, and it takes the place of what is served, if that is still
 * the generation it was made for; else once more over the newer one. If it fails, the old base goes on, and the next
 * generation tries again.
 */
final class BaseRebuild {
    private static final Logger log = LoggerFactory.getLogger(BaseRebuild.class);

    private final AtomicReference<State> state;
    private final Set<ConnectionId> connections;
    private final RebuildRule rule;
    private final Clock clock;
    private final SavedBases savedBases;
    private final Executor executor;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean failing;
    private volatile boolean closed;

    /** Rebuilds what is served there. */
    BaseRebuild(
            AtomicReference<State> state,
            Set<ConnectionId> connections,
            RebuildRule rule,
            Clock clock,
            SavedBases savedBases,
            Executor executor) {
        this.clock = clock;
        this.savedBases = savedBases;
        this.state = state;
        this.connections = connections;
        this.rule = rule;
        this.executor = executor;
    }

    /** Begins, if what was published needs it and none is under way. */
    void consider(Serving published) {
        if (rule.asksFor(published, clock.instant()) && running.compareAndSet(false, true)) {
            try {
                executor.execute(this::run);
            } catch (RejectedExecutionException e) {
                running.set(false);
                log.debug("No rebuild of the index: the service is stopping");
            }
        }
    }

    private void run() {
        try {
            if (state.get() instanceof Serving serving) {
                rebuild(serving);
            }
        } catch (CancellationException e) {
            log.debug("The rebuild of the index was given up: the integration is off, or the service stops");
        } catch (StoreException e) {
            failed(e.problem().toString());
        } catch (RuntimeException | OutOfMemoryError e) {
            log.debug("rebuilding the index failed", e);
            failed(e.getClass().getSimpleName());
        } finally {
            running.set(false);
        }
    }

    private void rebuild(Serving serving) throws StoreException {
        Epoch epoch = serving.epoch();
        Instant initial = clock.instant();
        Snapshot rebuilt = Snapshot.of(
                serving.view(),
                connections,
                () -> !closed
                        && Objects.requireNonNull(state.get()).epoch().equals(epoch)
                        && !Thread.currentThread().isInterrupted());
        if (adopt(rebuilt, epoch, initial)) {
            savedBases.write(rebuilt, serving.view());
        }
        if (failing) {
            failing = false;
            log.info("The index is rebuilt again");
        }
    }

    /** Whether it is over this base from now on that things are served. */
    private boolean adopt(Snapshot rebuilt, Epoch epoch, Instant initial) throws StoreException {
        while (state.get() instanceof Serving current
                && current.epoch().equals(epoch)
                && current.snapshot().baseGeneration().compareTo(rebuilt.baseGeneration()) < 0) {
            Optional<Snapshot> next = current.generation().equals(rebuilt.baseGeneration())
                    ? Optional.of(rebuilt)
                    : rebuilt.at(current.view(), connections);
            if (next.isEmpty()) {
                return false;
            }
            if (state.compareAndSet(current, current.with(next.get(), initial))) {
                return true;
            }
        }
        return false;
    }

    /** Gives up what is under way. */
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
