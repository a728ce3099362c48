package org.adcache.lookup.suggest;

import java.util.Arrays;

/**
 * Gives each typed word a word of a name of its own, if that can be done (Kuhn's augmenting paths for bipartite
 * matching). Earlier typed words keep the earliest word that lets the others have one.
 */
final class TermAssignment {
    /** Words of a name beyond these are not considered. */
    static final int LIMIT = 64;

    private static final int NONE = -1;

    private final long[] fitting;
    private final int[] typedOf = new int[LIMIT];

    private TermAssignment(long[] fitting) {
        this.fitting = fitting;
        Arrays.fill(typedOf, NONE);
    }

    /** Whether every typed word can have a word of its own. */
    static boolean possible(long[] fitting) {
        return new TermAssignment(fitting).placeAll();
    }

    /**
     * The word of each typed word; empty if there is none for some.
     *
     * @param fitting for each typed word the words of the name it begins, as bits
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
