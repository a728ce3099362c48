package org.adcache.lookup;

import java.util.Optional;
import org.adcache.account.Epoch;
import org.adcache.account.Problem;
import org.adcache.store.Store;
import org.adcache.store.StoreException;
import org.adcache.store.StoreListener;
import org.adcache.store.StoreView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Store listener that builds the index of each generation before it is committed, so that one that can't be indexed
 * isn't, and publishes it afterwards; nothing after a wipe.
 */
public final class ServingListener implements StoreListener {
    private static final Logger log = LoggerFactory.getLogger(ServingListener.class);

    private final Store store;
    private final Lookup lookup;

    public ServingListener(Store store, Lookup lookup) {
        this.store = store;
        this.lookup = lookup;
    }

    /** Publishes what is on disk at the start; if it can't be indexed, the generation before, else nothing. */
    public synchronized void restore() {
        try {
            Optional<Problem> unusable = serveCurrent();
            while (unusable.isPresent() && store.fallBack(unusable.get())) {
                unusable = serveCurrent();
            }
        } catch (StoreException e) {
            log.error("{}", e.problem());
        }
    }

    private Optional<Problem> serveCurrent() {
        try {
            lookup.serve(store.current());
            return Optional.empty();
        } catch (StoreException e) {
            log.error("{}", e.problem());
            return Optional.of(e.problem());
        }
    }

    /**
     * Serves what is in another configuration of the lookup.
     *
     * @throws StoreException if it can't be indexed; nothing has changed then
     */
    public synchronized void reconfigure(LookupConfig next) throws StoreException {
        lookup.reconfigure(next, store.current());
    }

    @Override
    public synchronized void committing(StoreView next) throws StoreException {
        lookup.prepare(next);
    }

    @Override
    public synchronized void abandoned() {
        lookup.abandon();
    }

    /**
     * Publishes the newest generation: this one, or a later one that another connection has committed; none after a
     * wipe.
     */
    @Override
    public synchronized void committed(StoreView view) {
        StoreView newest = store.current();
        if (!newest.epoch().equals(view.epoch())) {
            return;
        }
        try {
            lookup.serve(newest);
        } catch (StoreException e) {
            log.error("generation {} can't be served: {}", view.generation().number(), e.problem());
        }
    }

    @Override
    public void wiped(Epoch newEpoch) {
        lookup.off(newEpoch);
    }
}
