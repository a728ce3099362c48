package org.adcache.store;

import org.jspecify.annotations.Nullable;

/** Records in the order of objectGUID, each GUID once. */
interface RecordCursor extends AutoCloseable {
    /** The next record; null after the last. */
    @Nullable
    StoredRecord next() throws StoreException;

    @Override
    void close();
}
