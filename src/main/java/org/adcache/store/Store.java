package org.adcache.store;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.Problem;

/** The cache on disk. Any thread may call it; commits and wipes take turns. */
public final class Store implements AutoCloseable {
    private Store() {}

    /**
     * Opens the last good generation of this epoch and verifies it.
     *
     * @param floor the highest generation the caller knows of; the next one is above it and above all on disk
     * @throws StoreException if the folder can't be used at all; damaged data is no reason, see {@link #damage()}
     */
    public static Store open(
            DataFolder folder, StoreConfig config, Epoch epoch, Generation floor, WordFolder words, Clock clock)
            throws StoreException {
        throw new UnsupportedOperationException();
    }

    /** What was damaged when the store was opened, and what is served instead. */
    public Optional<Problem> damage() {
        throw new UnsupportedOperationException();
    }

    public StoreView current() {
        throw new UnsupportedOperationException();
    }

    /**
     * Begins a full read of a connection.
     *
     * @throws StoreException type {@code epoch-changed} if the epoch isn't the store's
     */
    public Draft begin(ConnectionId connection, Epoch epoch) throws StoreException {
        throw new UnsupportedOperationException();
    }

    /**
     * Deletes the data and keys of every connection that is not among these.
     *
     * @throws StoreException if it can't be deleted
     */
    public void retain(Set<ConnectionId> connections) throws StoreException {
        throw new UnsupportedOperationException();
    }

    /**
     * Merges the segments that hold superseded or removed records for too long; cheap when there are none. Call it every
     * few minutes.
     *
     * @throws StoreException if it can't be written
     */
    public void mergeDue() throws StoreException {
        throw new UnsupportedOperationException();
    }

    /**
     * Destroys the keys, then deletes segments, drafts and manifests of every epoch before this one. Repeating it is
     * harmless. From its start nothing of another epoch can be committed.
     *
     * @throws StoreException if something can't be deleted; the keys went first
     */
    public WipeReport wipe(Epoch newEpoch) throws StoreException {
        throw new UnsupportedOperationException();
    }

    public long bytesOnDisk() {
        throw new UnsupportedOperationException();
    }

    public void listen(StoreListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
