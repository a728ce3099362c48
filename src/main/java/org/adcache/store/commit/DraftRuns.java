package org.adcache.store.commit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.adcache.store.StoreException;
import org.adcache.store.file.Disk;
import org.adcache.store.record.RecordBuffer;
import org.adcache.store.record.RecordCursor;
import org.adcache.store.record.StoredRecord;
import org.adcache.store.segment.MergedRecords;
import org.adcache.store.segment.SegmentReader;
import org.adcache.store.segment.SegmentWriter;

/**
 * External merge sort of a draft's records: a bounded buffer is sorted and written as a run, a segment of its own,
 * whenever it is full; the runs are merged when they are read. The last buffer is never written.
 */
final class DraftRuns {
    private static final int MAX_RECORDS = 20_000;
    private static final int MAX_BYTES = 16 << 20;

    private final List<Path> runs = new ArrayList<>();
    private RecordBuffer buffer = new RecordBuffer();
    private final Disk disk;
    private int bytes;

    DraftRuns(Disk disk) {
        this.disk = disk;
    }

    void add(StoredRecord record) {
        buffer.add(record);
        bytes += record.sealed().length;
    }

    boolean full() {
        return buffer.size() >= MAX_RECORDS || bytes >= MAX_BYTES;
    }

    /** Writes the buffer to this file as a run, and empties it. */
    void flush(Path file) throws StoreException {
        try (SegmentWriter writer = SegmentWriter.create(file, disk);
                RecordCursor records = buffer.sorted()) {
            for (StoredRecord record = records.next(); record != null; record = records.next()) {
                writer.put(record);
            }
            writer.finish();
        }
        runs.add(file);
        buffer.clear();
        bytes = 0;
    }

    /** All records, sorted; of those with the same objectGUID the one added last. */
    RecordCursor read() throws StoreException {
        List<RecordCursor> sources = new ArrayList<>();
        try {
            for (Path run : runs) {
                sources.add(SegmentReader.open(run));
            }
        } catch (StoreException e) {
            sources.forEach(RecordCursor::close);
            throw e;
        }
        sources.add(buffer.sorted());
        return new MergedRecords(sources, true);
    }

    void delete() throws IOException {
        buffer = new RecordBuffer();
        bytes = 0;
        for (Path run : runs) {
            disk.delete(run);
        }
        runs.clear();
    }
}
