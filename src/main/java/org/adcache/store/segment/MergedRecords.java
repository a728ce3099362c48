package org.adcache.store.segment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.adcache.account.ObjectGuid;
import org.adcache.store.StoreException;
import org.adcache.store.record.RecordCursor;
import org.adcache.store.record.StoredRecord;
import org.jspecify.annotations.Nullable;

/** K-way merge of cursors; of records with the same GUID only the newest is returned. */
public final class MergedRecords implements RecordCursor {
    private static final Comparator<Head> NEWEST_FIRST =
            Comparator.<Head, ObjectGuid>comparing(head -> head.record.guid()).thenComparing(head -> -head.rank);

    private final List<RecordCursor> sources;
    private final boolean tombstones;
    private final PriorityQueue<Head> heads = new PriorityQueue<>(NEWEST_FIRST);

    /**
     * Merges cursors, and closes them when it is closed.
     *
     * @param sources oldest first
     * @param tombstones whether tombstones are returned, or only hide older records
     */
    public MergedRecords(List<? extends RecordCursor> sources, boolean tombstones) throws StoreException {
        this.sources = List.copyOf(sources);
        this.tombstones = tombstones;
        try {
            for (int rank = 0; rank < sources.size(); rank++) {
                add(sources.get(rank), rank);
            }
        } catch (StoreException e) {
            close();
            throw e;
        }
    }

    /** Opens segments and merges them, oldest first. */
    public static MergedRecords open(List<Path> segments, boolean tombstones) throws StoreException {
        List<RecordCursor> readers = new ArrayList<>();
        try {
            for (Path segment : segments) {
                readers.add(SegmentReader.open(segment));
            }
        } catch (StoreException e) {
            readers.forEach(RecordCursor::close);
            throw e;
        }
        return new MergedRecords(readers, tombstones);
    }

    @Override
    public @Nullable StoredRecord next() throws StoreException {
        while (true) {
            Head newest = heads.poll();
            if (newest == null) {
                return null;
            }
            add(newest.source, newest.rank);
            skip(newest.record.guid());
            if (tombstones || !newest.record.tombstone()) {
                return newest.record;
            }
        }
    }

    private void skip(ObjectGuid guid) throws StoreException {
        Head older = heads.peek();
        while (older != null && older.record.guid().equals(guid)) {
            heads.remove();
            add(older.source, older.rank);
            older = heads.peek();
        }
    }

    private void add(RecordCursor source, int rank) throws StoreException {
        StoredRecord record = source.next();
        if (record != null) {
            heads.add(new Head(source, rank, record));
        }
    }

    @Override
    public void close() {
        sources.forEach(RecordCursor::close);
    }

    /** Next record of one source; a higher rank is newer. */
    private record Head(RecordCursor source, int rank, StoredRecord record) {}
}
