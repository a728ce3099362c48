package org.adcache.index.array;

import java.util.Arrays;

/**
 * Growing list of ints, mostly used while a snapshot is built. It is chunked, so that a long one uses little more
 * memory than its content.
 */
public final class IntList {
    private static final int CHUNK_BITS = 14;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int FIRST = 16;

    private int[][] chunks;
    private int size;

    public IntList() {
        this(FIRST);
    }

    /** An empty list with this initial capacity, at most a chunk's. */
    IntList(int capacity) {
        chunks = new int[][] {new int[Math.max(1, Math.min(capacity, CHUNK))]};
    }

    /** A list of these values. */
    IntList(int[] values) {
        chunks = new int[Math.max(1, (values.length + CHUNK - 1) >>> CHUNK_BITS)][];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = Arrays.copyOfRange(values, i << CHUNK_BITS, Math.min((i + 1) << CHUNK_BITS, values.length));
        }
        size = values.length;
    }

    public void add(int value) {
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
            Arrays.fill(chunks, chunk, chunks.length, new int[0]);
        }
        chunks[chunk] = Arrays.copyOf(chunks[chunk], chunk == 0 ? Math.min(CHUNK, 2 * at + 1) : CHUNK);
    }

    public int get(int index) {
        return chunks[index >>> CHUNK_BITS][index & (CHUNK - 1)];
    }

    public void set(int index, int value) {
        chunks[index >>> CHUNK_BITS][index & (CHUNK - 1)] = value;
    }

    public void clear() {
        size = 0;
    }

    /** Clears the list and releases its memory. */
    public void drop() {
        chunks = new int[][] {new int[1]};
        size = 0;
    }

    /** Sorts the values, ascending. */
    public void sort() {
        int[] sorted = toArray();
        Arrays.sort(sorted);
        for (int i = 0; i < size; i++) {
            set(i, sorted[i]);
        }
    }

    public int size() {
        return size;
    }

    public int[] toArray() {
        int[] values = new int[size];
        for (int from = 0; from < size; from += CHUNK) {
            System.arraycopy(chunks[from >>> CHUNK_BITS], 0, values, from, Math.min(CHUNK, size - from));
        }
        return values;
    }
}
