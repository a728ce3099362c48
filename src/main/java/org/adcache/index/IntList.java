package org.adcache.index;

import java.util.Arrays;

/** A growing list of ints, mostly used while a snapshot is built. */
final class IntList {
    private int[] values;
    private int size;

    IntList() {
        this(16);
    }

    IntList(int capacity) {
        values = new int[Math.max(capacity, 1)];
    }

    /** A list of these values, which it takes to itself. */
    IntList(int[] values) {
        this.values = values;
        this.size = values.length;
    }

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.addExact(size, (size >> 1) + 1));
        }
        values[size++] = value;
    }

    int get(int index) {
        return values[index];
    }

    void set(int index, int value) {
        values[index] = value;
    }

    void clear() {
        size = 0;
    }

    /** Sorts them ascending. */
    void sort() {
        Arrays.sort(values, 0, size);
    }

    int size() {
        return size;
    }

    int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
