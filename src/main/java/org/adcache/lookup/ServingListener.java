package org.adcache.lookup;

import org.adcache.account.Epoch;
import org.adcache.store.Store;
import org.adcache.store.StoreException;
import org.adcache.store.StoreListener;
import org.adcache.store.StoreView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Store listener that publishes each committed generation, and nothing after a wipe. */
public final class ServingListener implements StoreListener {
    private static final Logger log = LoggerFactory.getLogger(ServingListener.class);

    private final Store store;
    private final Lookup lookup;

    public ServingListener(Store store, Lookup lookup) {
        this.store = store;
        this.lookup = lookup;
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
