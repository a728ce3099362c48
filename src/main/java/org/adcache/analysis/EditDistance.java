package org.adcache.analysis;

import java.util.Arrays;

/**
 * Damerau–Levenshtein distance of exactly 1: one code point inserted, deleted or replaced, or two neighbours
 * transposed. Words within it are found by the last tier of suggestions.
 */
public final class EditDistance {
    /** Minimum length, in code points, of both words. */
    public static final int SHORTEST_WORD = 4;

    private EditDistance() {}

    /** Whether two words of sufficient length are exactly one edit apart. */
    public static boolean between(String one, String other) {
        if (!perhapsBetween(one, other)) {
            return false;
        }
        int[] a = one.codePoints().toArray();
        int[] b = other.codePoints().toArray();
        return a.length >= SHORTEST_WORD && b.length >= SHORTEST_WORD && between(a, b);
    }

    /**
     * Quick test: whether at most four units, the size of two code points, remain between common prefix and suffix.
     */
    private static boolean perhapsBetween(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        int begin = 0;
        while (begin < shorter && one.charAt(begin) == other.charAt(begin)) {
            begin++;
        }
        int end = 0;
        while (end < shorter - begin && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        return Math.max(one.length(), other.length()) - begin - end <= 4;
    }

    private static boolean between(int[] a, int[] b) {
        int at = Arrays.mismatch(a, b);
        if (at < 0) {
            return false;
        }
        return switch (b.length - a.length) {
            case 1 -> same(a, at, b, at + 1);
            case -1 -> same(a, at + 1, b, at);
            case 0 ->
                same(a, at + 1, b, at + 1)
                        || (at + 1 < a.length
                                && a[at] == b[at + 1]
                                && a[at + 1] == b[at]
                                && same(a, at + 2, b, at + 2));
            default -> false;
        };
    }

    /** Whether the remainders are equal. */
    private static boolean same(int[] a, int aFrom, int[] b, int bFrom) {
        return Arrays.equals(a, aFrom, a.length, b, bFrom, b.length);
    }
}
