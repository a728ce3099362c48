package org.adcache.store;

import java.nio.file.Path;
import java.util.Optional;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;

/** The folder that holds everything adcache writes; one process at a time may hold it. */
public final class DataFolder implements AutoCloseable {
    private DataFolder() {}

    /**
     * Creates the folder if need be (mode 0700) and locks it.
     *
     * @throws StoreException if it can't be used, or another process holds it
     */
    public static DataFolder open(Path path) throws StoreException {
        throw new UnsupportedOperationException();
    }

    public Path path() {
        throw new UnsupportedOperationException();
    }

    /** Whether the folder held nothing of adcache's when it was opened. */
    public boolean fresh() {
        throw new UnsupportedOperationException();
    }

    /** The highest epoch that any key or segment in this folder is of. */
    public Optional<Epoch> newestEpoch() {
        throw new UnsupportedOperationException();
    }

    /** The highest generation that any segment or manifest in this folder is of. */
    public Generation newestGeneration() {
        throw new UnsupportedOperationException();
    }

    /**
     * The content of a file in this folder; empty if there is none.
     *
     * @throws StoreException if it can't be read
     */
    public Optional<byte[]> read(String name) throws StoreException {
        throw new UnsupportedOperationException();
    }

    /**
     * Replaces a file atomically and durably: write, fsync, rename, fsync of the folder.
     *
     * @throws StoreException if it can't be written
     */
    public void write(String name, byte[] content) throws StoreException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
