package org.adcache.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records in any order, sorted on disk: as many as fit a bounded buffer are sorted and written as a run, a segment of its
 * own, and the runs are merged when they are read. What is left in the buffer is never written.
 */
final class DraftRuns {
    private static final int MAX_RECORDS = 20_000;
    private static final int MAX_BYTES = 16 << 20;

    private final List<Path> runs = new ArrayList<>();
    private final List<StoredRecord> buffer = new ArrayList<>();
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

    /** Writes what is in the buffer to this file. */
    void flush(Path file) throws StoreException {
        try (SegmentWriter writer = SegmentWriter.create(file, disk);
                RecordCursor records = new Sorted(buffer)) {
            for (StoredRecord record = records.next(); record != null; record = records.next()) {
                writer.put(record);
            }
            writer.finish();
        }
        runs.add(file);
        clearBuffer();
    }

    /** All records, sorted, the last added of each objectGUID. */
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
        sources.add(new Sorted(buffer));
        return new MergedRecords(sources, true);
    }

    void delete() throws IOException {
        clearBuffer();
        for (Path run : runs) {
            disk.delete(run);
        }
        runs.clear();
    }

    private void clearBuffer() {
        buffer.clear();
        bytes = 0;
    }

    /** A list as a cursor; of equal GUIDs the last in the list is seen. */
    private static final class Sorted implements RecordCursor {
        private final Iterator<StoredRecord> records;
        private @Nullable StoredRecord ahead;

        Sorted(List<StoredRecord> unsorted) {
            List<StoredRecord> sorted = new ArrayList<>(unsorted);
            sorted.sort(Comparator.comparing(StoredRecord::guid));
            this.records = sorted.iterator();
            advance();
        }

        @Override
        public @Nullable StoredRecord next() {
            StoredRecord last = ahead;
            advance();
            while (last != null && ahead != null && last.guid().equals(ahead.guid())) {
                last = ahead;
                advance();
            }
            return last;
        }

        private void advance() {
            ahead = records.hasNext() ? records.next() : null;
        }

        @Override
        public void close() {}
    }
}
