package org.adcache.analysis;

import java.util.Arrays;

/**
 * One code point inserted, deleted or replaced, or two neighbours swapped: what still makes a word found in the last
 * tier.
 */
public final class EditDistance {
    /** Shorter words, in code points, are neither edited nor found so. */
    public static final int SHORTEST_WORD = 4;

    private EditDistance() {}

    /** Whether two words, both long enough, are exactly one edit apart. */
    public static boolean between(String one, String other) {
        if (!perhapsBetween(one, other)) {
            return false;
        }
        int[] a = one.codePoints().toArray();
        int[] b = other.codePoints().toArray();
        return a.length >= SHORTEST_WORD && b.length >= SHORTEST_WORD && between(a, b);
    }

    /** Whether all but two code points, in as many units as four, are the same at both ends. */
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

    /** Whether the rests are the same. */
    private static boolean same(int[] a, int aFrom, int[] b, int bFrom) {
        return Arrays.equals(a, aFrom, a.length, b, bFrom, b.length);
    }
}
