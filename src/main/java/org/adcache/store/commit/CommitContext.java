package org.adcache.store.commit;

import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.store.ConnectionState;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;
import org.adcache.store.key.DataKey;
import org.adcache.store.manifest.EpochFence;
import org.adcache.store.manifest.ManifestHistory;

/** What a draft needs of its store: the current state, its locks, and the commit. */
public interface CommitContext {
    EpochFence fence();

    ManifestHistory manifests();

    /** Counts the commits of a connection. */
    long revision(ConnectionId connection);

    /** Runs work on a draft's own files, which no wipe passes by. */
    <T> T working(Epoch epoch, Work<T> work) throws StoreException;

    StoreView commit(DataKey key, StoredDraft.Compared draft, ConnectionState state) throws StoreException;

    /** Work of a draft. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws StoreException;
    }
}
