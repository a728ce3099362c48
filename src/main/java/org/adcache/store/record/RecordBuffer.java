package org.adcache.store.record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.adcache.account.ObjectGuid;
import org.jspecify.annotations.Nullable;

/**
 * Sort buffer of records, serialized into chunks of 16 KiB to 1 MiB. As objects, thousands that survive for a while
 * would be copied by young collections, for which every request waits. A larger record gets a chunk of its own size.
 *
 * <pre>
 *   offset   0      8     16          17       21
 *            high   low   tombstone   length   sealed      then the next; high and low are the objectGUID's
 * </pre>
 */
public final class RecordBuffer {
    private static final int FIRST_CHUNK = 16 << 10;
    /** With the array's header one G1 region, which is never copied. */
    private static final int LARGEST_CHUNK = (1 << 20) - 64;

    private static final int LOW = Long.BYTES;
    private static final int TOMBSTONE = LOW + Long.BYTES;
    private static final int LENGTH = TOMBSTONE + 1;
    private static final int SEALED = LENGTH + Integer.BYTES;

    private final List<ByteBuffer> chunks = new ArrayList<>();
    /** For each record the number of its chunk (high half) and its offset there (low half). */
    private long[] places = new long[64];

    private int size;
    /** Number of chunks in use; later ones were in use before the buffer was cleared. */
    private int used;

    public void add(StoredRecord record) {
        int length = record.sealed().length;
        if (used == 0 || last().remaining() < SEALED + length) {
            begin(SEALED + length);
        }
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
        }
        places[size++] = (long) (used - 1) << Integer.SIZE | last().position();
        last().putLong(record.guid().high())
                .putLong(record.guid().low())
                .put((byte) (record.tombstone() ? 1 : 0))
                .putInt(length)
                .put(record.sealed());
    }

    private void begin(int needed) {
        if (used == chunks.size() || chunks.get(used).capacity() < needed) {
            int twice = used == 0 ? FIRST_CHUNK : 2 * Math.min(last().capacity(), LARGEST_CHUNK);
            chunks.add(used, ByteBuffer.allocate(Math.max(Math.min(twice, LARGEST_CHUNK), needed)));
        }
        used++;
    }

    private ByteBuffer last() {
        return chunks.get(used - 1);
    }

    public int size() {
        return size;
    }

    /** Empties the buffer, keeping its chunks. */
    public void clear() {
        chunks.removeIf(chunk -> chunk.capacity() > LARGEST_CHUNK);
        chunks.forEach(ByteBuffer::clear);
        used = 0;
        size = 0;
    }

    /** The records sorted by objectGUID; of those with the same one the last added. */
    public RecordCursor sorted() {
        List<Long> sorted = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            sorted.add(places[i]);
        }
        sorted.sort(Comparator.comparing(this::guid));
        return new Sorted(sorted.iterator());
    }

    private ObjectGuid guid(long place) {
        ByteBuffer chunk = chunk(place);
        return new ObjectGuid(chunk.getLong((int) place), chunk.getLong((int) place + LOW));
    }

    private StoredRecord record(long place) {
        ByteBuffer chunk = chunk(place);
        byte[] sealed = new byte[chunk.getInt((int) place + LENGTH)];
        chunk.get((int) place + SEALED, sealed);
        return new StoredRecord(guid(place), chunk.get((int) place + TOMBSTONE) != 0, sealed);
    }

    private ByteBuffer chunk(long place) {
        return chunks.get((int) (place >>> Integer.SIZE));
    }

    private final class Sorted implements RecordCursor {
        private final Iterator<Long> records;
        private @Nullable Long ahead;

        private Sorted(Iterator<Long> records) {
            this.records = records;
            advance();
        }

        @Override
        public @Nullable StoredRecord next() {
            Long last = ahead;
            if (last == null) {
                return null;
            }
            advance();
            while (ahead != null && guid(last).equals(guid(ahead))) {
                last = ahead;
                advance();
            }
            return record(last);
        }

        private void advance() {
            ahead = records.hasNext() ? records.next() : null;
        }

        @Override
        public void close() {}
    }
}
