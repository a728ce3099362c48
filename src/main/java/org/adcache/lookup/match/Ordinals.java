package org.adcache.lookup.match;

import java.util.Arrays;

/** Immutable set of ordinals. */
final class Ordinals {
    private final int[] ascending;

    Ordinals(int[] ordinals) {
        ascending = ordinals.clone();
        Arrays.sort(ascending);
    }

    boolean contains(int ordinal) {
        return Arrays.binarySearch(ascending, ordinal) >= 0;
    }

    int size() {
        return ascending.length;
    }

    int get(int index) {
        return ascending[index];
    }

    int[] ascending() {
        return ascending.clone();
    }
}
