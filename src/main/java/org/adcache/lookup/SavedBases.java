package org.adcache.lookup;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.adcache.account.ConnectionId;
import org.adcache.account.ProblemType;
import org.adcache.index.Snapshot;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saved bases: writes bases to disk in the background, and loads the one that the last process saved, in a twentieth
 * of the time of a build. An optimisation only.
 */
final class SavedBases {
    private static final Logger log = LoggerFactory.getLogger(SavedBases.class);

    private final Executor executor;
    private volatile boolean failing;

    SavedBases(Executor executor) {
        this.executor = executor;
    }

    /** Loads the saved base of these connections and overlays all changes since; empty if it can't be used. */
    Optional<Snapshot.Saved> load(StoreView view, Set<ConnectionId> connections) {
        try {
            return Snapshot.saved(view, connections);
        } catch (StoreException e) {
            log.warn("The index that was left on disk can't be used, so one is built: {}", e.problem());
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            log.warn("The index that was left on disk can't be used, so one is built", e);
            return Optional.empty();
        }
    }

    /** Saves the base of a snapshot, built from this view, in the background. */
    void save(Snapshot snapshot, StoreView view) {
        try {
            executor.execute(() -> write(snapshot, view));
        } catch (RejectedExecutionException e) {
            log.debug("Index not saved: the service is stopping");
        }
    }

    /** Saves it synchronously. */
    void write(Snapshot snapshot, StoreView view) {
        try {
            snapshot.save(view);
            failing = false;
        } catch (StoreException e) {
            if (e.problem().type() == ProblemType.STORE_WRITE_FAILED && !failing) {
                failing = true;
                log.warn("The index can't be left on disk; the next start takes longer: {}", e.problem());
            } else {
                log.debug("Index not saved: {}", e.problem());
            }
        }
    }
}
