package org.adcache.lookup.suggest;

import java.util.Arrays;

/**
 * Assignment of query words to different words of a name: bipartite matching by augmenting paths (Kuhn's algorithm).
 * Earlier query words get the earliest word that leaves one for each of the others.
 */
final class TermAssignment {
    /** Words of a name beyond this number are ignored. */
    static final int LIMIT = 64;

    private static final int NONE = -1;

    private final long[] fitting;
    private final int[] typedOf = new int[LIMIT];

    private TermAssignment(long[] fitting) {
        this.fitting = fitting;
        Arrays.fill(typedOf, NONE);
    }

    /** Whether every query word can be assigned a different word. */
    static boolean possible(long[] fitting) {
        return new TermAssignment(fitting).placeAll();
    }

    /**
     * The word assigned to each query word; empty if there is no complete assignment.
     *
     * @param fitting for each query word a bit set of the words of the name that it is a prefix of
     */
    static int[] assign(long[] fitting) {
        TermAssignment words = new TermAssignment(fitting);
        if (!words.placeAll()) {
            return new int[0];
        }
        int[] wordOf = new int[fitting.length];
        for (int word = 0; word < LIMIT; word++) {
            if (words.typedOf[word] != NONE) {
                wordOf[words.typedOf[word]] = word;
            }
        }
        return wordOf;
    }

    private boolean placeAll() {
        for (int typed = 0; typed < fitting.length; typed++) {
            if (!place(typed, new long[1])) {
                return false;
            }
        }
        return true;
    }

    private boolean place(int typed, long[] tried) {
        for (long left = fitting[typed] & ~tried[0]; left != 0; left = fitting[typed] & ~tried[0]) {
            int word = Long.numberOfTrailingZeros(left);
            tried[0] |= 1L << word;
            if (typedOf[word] == NONE || place(typedOf[word], tried)) {
                typedOf[word] = typed;
                return true;
            }
        }
        return false;
    }
}
