package org.adcache.store;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.adcache.account.ObjectGuid;

/** Finds the record that counts of a GUID: the newest segment that knows it decides, and its tombstone means there is none. */
final class RecordLookup implements AutoCloseable {
    private final List<Path> segments;
    private final Deque<SegmentIndex> newestFirst = new ArrayDeque<>();

    /**
     * Opens segments.
     *
     * @param segments oldest first
     */
    RecordLookup(List<Path> segments) throws StoreException {
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

    List<Path> segments() {
        return segments;
    }

    Optional<StoredRecord> find(ObjectGuid guid) throws StoreException {
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
