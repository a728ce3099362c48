package org.adcache.store.commit;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.adcache.store.DraftChanges;
import org.adcache.store.StoreException;
import org.adcache.store.manifest.ConnectionData;
import org.adcache.store.record.RecordCursor;
import org.adcache.store.segment.SegmentWriter;

/** Finds out what a draft changes, and writes it to a delta. */
interface Comparison {
    /** Whether the draft holds all accounts of its connection, so that comparing read everything anyway. */
    boolean complete();

    /**
     * Compares.
     *
     * @param draft what was put, and tombstones of what was removed
     * @param now the connection as it is; empty if it was never read
     * @param segments its files, oldest first
     */
    DraftChanges run(RecordCursor draft, Optional<ConnectionData> now, List<Path> segments, SegmentWriter delta)
            throws StoreException;
}
