package org.adcache.sync;

import java.util.Map;
import java.util.Set;
import org.adcache.account.ConnectionId;
import org.adcache.account.ObjectGuid;
import org.adcache.store.Draft;
import org.adcache.store.StoreException;
import org.adcache.store.SyncPoint;
import org.adcache.sync.accounts.RecentDifference;

/**
 * A held draft, kept open until an administrator decides, and what its commit needs.
 *
 * @param server that was read
 * @param altered what it adds, changes or removes, unless that is very much
 * @param moved accounts that are new here and cached in other connections
 */
record HeldCommit(
        Draft draft,
        HeldDraft summary,
        SyncPoint point,
        String server,
        Map<ObjectGuid, RecentDifference> altered,
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
