package org.adcache.lookup.suggest;

import java.util.Arrays;

/** Bounded set of the lowest ordinals offered. */
final class LowestOrdinals {
    private final int[] lowest;
    private int size;

    LowestOrdinals(int capacity) {
        lowest = new int[capacity];
    }

    int capacity() {
        return lowest.length;
    }

    /** Whether an ordinal would be among the lowest so far and is not one of them. */
    boolean wants(int ordinal) {
        return (size < lowest.length || ordinal < lowest[size - 1])
                && Arrays.binarySearch(lowest, 0, size, ordinal) < 0;
    }

    /** Whether neither this ordinal nor a higher one can be wanted any more. */
    boolean isFullBelow(int ordinal) {
        return size == lowest.length && ordinal > lowest[size - 1];
    }

    /** Adds an ordinal if it is wanted. */
    void offer(int ordinal) {
        if (wants(ordinal)) {
            add(ordinal);
        }
    }

    /** Adds an ordinal that is wanted. */
    void add(int ordinal) {
        int at = -1 - Arrays.binarySearch(lowest, 0, size, ordinal);
        int moved = Math.min(size, lowest.length - 1) - at;
        System.arraycopy(lowest, at, lowest, at + 1, moved);
        lowest[at] = ordinal;
        size = Math.min(size + 1, lowest.length);
    }

    int[] ascending() {
        return Arrays.copyOf(lowest, size);
    }
}
