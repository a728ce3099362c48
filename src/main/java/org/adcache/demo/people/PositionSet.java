package org.adcache.demo.people;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/** Bit set of positions: many threads read, one thread writes. */
final class PositionSet {
    private volatile AtomicLongArray words = new AtomicLongArray(16);
    private volatile boolean everFilled;

    boolean contains(int position) {
        AtomicLongArray current = words;
        int word = position >>> 6;
        return position >= 0 && word < current.length() && (current.get(word) >>> position & 1) != 0;
    }

    /** Whether it has always been empty. */
    boolean neverFilled() {
        return !everFilled;
    }

    void add(int position) {
        int word = position >>> 6;
        if (word >= words.length()) {
            grow(word + 1);
        }
        words.set(word, words.get(word) | 1L << position);
        everFilled = true;
    }

    void remove(int position) {
        int word = position >>> 6;
        if (word < words.length()) {
            words.set(word, words.get(word) & ~(1L << position));
        }
    }

    private void grow(int needed) {
        AtomicLongArray old = words;
        long[] larger = new long[Math.max(needed, old.length() * 2)];
        for (int i = 0; i < old.length(); i++) {
            larger[i] = old.get(i);
        }
        words = new AtomicLongArray(larger);
    }

    /** Those of the positions that are not in the set. */
    int[] without(int[] positions) {
        if (neverFilled()) {
            return positions;
        }
        int[] left = new int[positions.length];
        int count = 0;
        for (int position : positions) {
            if (!contains(position)) {
                left[count++] = position;
            }
        }
        return count == positions.length ? positions : Arrays.copyOf(left, count);
    }
}
