package org.adcache.index;

import java.util.Arrays;

/** A growing list of longs, used while a snapshot is built. */
final class LongList {
    private long[] values;
    private int size;

    LongList() {
        values = new long[16];
    }

    /** A list of these values, which it takes to itself. */
    LongList(long[] values) {
        this.values = values;
        this.size = values.length;
    }

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.addExact(size, (size >> 1) + 1));
        }
        values[size++] = value;
    }

    long get(int index) {
        return values[index];
    }

    void set(int index, long value) {
        values[index] = value;
    }

    int size() {
        return size;
    }

    long[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
