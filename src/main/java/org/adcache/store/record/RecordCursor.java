package org.adcache.store.record;

import org.adcache.store.StoreException;
import org.jspecify.annotations.Nullable;

/** Cursor over records in the order of objectGUID, each GUID once. */
public interface RecordCursor extends AutoCloseable {
    /** The next record; null after the last. */
    @Nullable
    StoredRecord next() throws StoreException;

    @Override
    void close();
}
