package org.adcache.index.array;

import java.util.Arrays;

/**
 * Growing list of longs, used while a snapshot is built. It is chunked, so that a long one uses little more memory
 * than its content.
 */
public final class LongList {
    private static final int CHUNK_BITS = 13;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private long[][] chunks;
    private int size;

    public LongList() {
        this(new long[0]);
    }

    /** A list of these values. */
    public LongList(long[] values) {
        chunks = new long[(values.length + CHUNK - 1) >>> CHUNK_BITS][];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = Arrays.copyOfRange(values, i << CHUNK_BITS, Math.min((i + 1) << CHUNK_BITS, values.length));
        }
        size = values.length;
    }

    public void add(long value) {
        int chunk = size >>> CHUNK_BITS;
        int at = size & (CHUNK - 1);
        if (chunk == chunks.length || at == chunks[chunk].length) {
            widen(chunk, at);
        }
        chunks[chunk][at] = value;
        size = Math.addExact(size, 1);
    }

    private void widen(int chunk, int at) {
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunk + (chunk >> 1) + 1);
            Arrays.fill(chunks, chunk, chunks.length, new long[0]);
        }
        chunks[chunk] = Arrays.copyOf(chunks[chunk], chunk == 0 ? Math.min(CHUNK, 2 * at + 8) : CHUNK);
    }

    public long get(int index) {
        return chunks[index >>> CHUNK_BITS][index & (CHUNK - 1)];
    }

    public void set(int index, long value) {
        chunks[index >>> CHUNK_BITS][index & (CHUNK - 1)] = value;
    }

    public int size() {
        return size;
    }

    public long[] toArray() {
        long[] values = new long[size];
        for (int from = 0; from < size; from += CHUNK) {
            System.arraycopy(chunks[from >>> CHUNK_BITS], 0, values, from, Math.min(CHUNK, size - from));
        }
        return values;
    }

    /** Returns the values; clears the list and releases its memory. */
    public long[] take() {
        long[] taken = toArray();
        chunks = new long[0][];
        size = 0;
        return taken;
    }
}
