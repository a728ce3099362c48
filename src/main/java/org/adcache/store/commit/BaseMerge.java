package org.adcache.store.commit;

import java.io.IOException;
import java.util.List;
import org.adcache.store.StoreException;
import org.adcache.store.file.Disk;
import org.adcache.store.key.DataKey;
import org.adcache.store.record.RecordCursor;
import org.adcache.store.segment.PendingSegment;
import org.adcache.store.segment.Segment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merge of one connection's segments into a new base. They are opened while the store is locked and rewritten while it
 * isn't: commits continue meanwhile, and segments that they replace stay readable here. Closing deletes the result if
 * it wasn't installed.
 */
public final class BaseMerge implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BaseMerge.class);

    private final DataKey key;
    private final List<Segment> segments;
    private final RecordCursor records;
    private final Disk disk;
    private @Nullable PendingSegment merged;

    BaseMerge(DataKey key, List<Segment> segments, RecordCursor records, Disk disk) {
        this.key = key;
        this.segments = List.copyOf(segments);
        this.records = records;
        this.disk = disk;
    }

    DataKey key() {
        return key;
    }

    PendingSegment rewrite(SegmentMerge merge) throws StoreException {
        merged = merge.merge(key, segments, records, true);
        return merged;
    }

    /** Whether these are still the first segments, so that the new base may replace them. */
    boolean fits(List<Segment> current) {
        return current.size() >= segments.size()
                && current.subList(0, segments.size()).equals(segments);
    }

    /** The segments committed since this merge started. */
    List<Segment> later(List<Segment> current) {
        return current.subList(segments.size(), current.size());
    }

    @Override
    public void close() {
        records.close();
        try {
            if (merged != null) {
                disk.delete(merged.work());
            }
        } catch (IOException e) {
            log.warn("A work file could not be deleted; tried again at the next start", e);
        }
    }
}
