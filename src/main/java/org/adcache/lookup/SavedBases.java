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
 * Leaves bases on disk, in the background, and begins with the one that the last process left: that takes a twentieth
 * of what building one takes. Nothing depends on it.
 */
final class SavedBases {
    private static final Logger log = LoggerFactory.getLogger(SavedBases.class);

    private final Set<ConnectionId> connections;
    private final Executor executor;
    private volatile boolean failing;

    SavedBases(Set<ConnectionId> connections, Executor executor) {
        this.connections = connections;
        this.executor = executor;
    }

    /** What was left, with all that has changed since; empty if it doesn't help. */
    Optional<Snapshot.Saved> begin(StoreView view) {
        try {
            return Snapshot.saved(view, connections);
        } catch (StoreException e) {
            log.warn("The index that was left on disk can't be used, so one is built: {}", e.problem());
            return Optional.empty();
        }
    }

    /** Has the base of a snapshot left, which was built from this view. */
    void save(Snapshot snapshot, StoreView view) {
        try {
            executor.execute(() -> write(snapshot, view));
        } catch (RejectedExecutionException e) {
            log.debug("The index is not left on disk: the service is stopping");
        }
    }

    /** Leaves it at once. */
    void write(Snapshot snapshot, StoreView view) {
        try {
            snapshot.save(view);
            failing = false;
        } catch (StoreException e) {
            if (e.problem().type() == ProblemType.STORE_WRITE_FAILED && !failing) {
                failing = true;
                log.warn("The index can't be left on disk; the next start takes longer: {}", e.problem());
            } else {
                log.debug("The index is not left on disk: {}", e.problem());
            }
        }
    }
}
