package org.adcache.store.commit;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.adcache.store.DraftChanges;
import org.adcache.store.StoreException;
import org.adcache.store.manifest.ConnectionData;
import org.adcache.store.record.RecordCursor;
import org.adcache.store.segment.SegmentWriter;

/** Comparison of a draft with the current records; writes what differs to a delta. */
interface Comparison {
    /** Whether the draft holds all accounts of its connection, so that the comparison reads everything anyway. */
    boolean complete();

    /**
     * Compares.
     *
     * @param draft the accounts put, and tombstones of those removed
     * @param now the connection's current data; empty if it was never read
     * @param segments its files, oldest first
     */
    DraftChanges run(RecordCursor draft, Optional<ConnectionData> now, List<Path> segments, SegmentWriter delta)
            throws StoreException;
}
