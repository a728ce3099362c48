package org.adcache.sync;

import java.util.Map;
import java.util.Set;
import org.adcache.account.ConnectionId;
import org.adcache.account.ObjectGuid;
import org.adcache.store.Draft;
import org.adcache.store.StoreException;
import org.adcache.store.SyncPoint;
import org.adcache.sync.accounts.EarlierStates;

/**
 * A held draft, kept open until an administrator decides, and what its commit needs.
 *
 * @param server that was read
 * @param altered what the accounts were that it adds, changes or removes, unless these are very many
 * @param moved accounts that are new here and cached in other connections
 */
record HeldCommit(
        Draft draft,
        HeldDraft summary,
        SyncPoint point,
        String server,
        Map<ObjectGuid, EarlierStates> altered,
        Map<ConnectionId, Set<ObjectGuid>> moved)
        implements AutoCloseable {
    void apply() throws StoreException {
        draft.commit(point);
    }

    @Override
    public void close() {
        draft.close();
    }
}
