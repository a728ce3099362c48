package org.adcache.testing;

import org.adcache.account.Epoch;
import org.adcache.lookup.Lookup;
import org.adcache.store.StoreException;
import org.adcache.store.StoreListener;
import org.adcache.store.StoreView;

/** Listener that serves each generation on the thread that commits it. */
public record ServeOnCommit(Lookup lookup) implements StoreListener {
    @Override
    public void committed(StoreView view) {
        try {
            lookup.serve(view);
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void wiped(Epoch newEpoch) {
        lookup.off(newEpoch);
    }
}
