package org.adcache.sync;

import java.time.Instant;
import org.adcache.account.Domain;
import org.adcache.store.Draft;
import org.adcache.store.StoreException;

/** A draft kept open until an administrator decides, and all that its commit needs. */
record Held(Draft draft, HeldDraft summary, Domain domain, Instant asOf, int ignoredAddresses)
        implements AutoCloseable {
    void apply() throws StoreException {
        draft.commit(domain, asOf, ignoredAddresses);
    }

    @Override
    public void close() {
        draft.close();
    }
}
