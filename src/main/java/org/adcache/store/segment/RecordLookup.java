package org.adcache.store.segment;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.adcache.account.ObjectGuid;
import org.adcache.store.StoreException;
import org.adcache.store.record.StoredRecord;

/**
 * Lookup of current records by GUID: the newest segment that holds the GUID decides; if that record is a tombstone,
 * the result is empty.
 */
public final class RecordLookup implements AutoCloseable {
    private final List<Path> segments;
    private final Deque<SegmentIndex> newestFirst = new ArrayDeque<>();

    /**
     * Opens segments.
     *
     * @param segments oldest first
     */
    public RecordLookup(List<Path> segments) throws StoreException {
        this.segments = List.copyOf(segments);
        try {
            for (Path segment : segments) {
                newestFirst.addFirst(SegmentIndex.open(segment));
            }
        } catch (StoreException e) {
            close();
            throw e;
        }
    }

    public List<Path> segments() {
        return segments;
    }

    public Optional<StoredRecord> find(ObjectGuid guid) throws StoreException {
        for (SegmentIndex index : newestFirst) {
            StoredRecord found = index.find(guid);
            if (found != null) {
                return found.tombstone() ? Optional.empty() : Optional.of(found);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        newestFirst.forEach(SegmentIndex::close);
    }
}
