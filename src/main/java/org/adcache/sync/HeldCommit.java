package org.adcache.sync;

import org.adcache.store.Draft;
import org.adcache.store.StoreException;
import org.adcache.store.SyncPoint;

/** A held draft, kept open until an administrator decides, and what its commit needs. */
record HeldCommit(Draft draft, HeldDraft summary, SyncPoint point) implements AutoCloseable {
    void apply() throws StoreException {
        draft.commit(point);
    }

    @Override
    public void close() {
        draft.close();
    }
}
