package org.adcache.index.array;

import java.util.Arrays;

/**
 * Three-way radix quicksort (multikey quicksort; Bentley and Sedgewick, 1997) of byte strings by unsigned bytes, eight
 * bytes at a time: strings equal so far are partitioned by their next eight bytes, as one number. Equal strings stay
 * in the order of their numbers.
 *
 * <pre>
 *   0 "jo.smith@corp"   1 "al"   2 "jo.smithers"   "jo.smith" &gt; "al......"; then 0, 2 by "@corp..." and "ers....."
 * </pre>
 */
public final class MultikeyQuicksort {
    private static final int FEW = 12;

    private final Strings strings;
    private final int[] order;
    private final long[] words;

    /** The strings to sort, by number. */
    public interface Strings {
        int length(int number);

        /** Eight bytes from a position on, big-endian; zeros behind the end. */
        long word(int number, int position);
    }

    private MultikeyQuicksort(Strings strings, int count) {
        this.strings = strings;
        this.order = new int[count];
        Arrays.setAll(order, i -> i);
        this.words = new long[count];
    }

    /** Returns the numbers in the order of their strings. */
    public static int[] order(int count, Strings strings) {
        MultikeyQuicksort sort = new MultikeyQuicksort(strings, count);
        sort.sortFrom(0, count, 0);
        return sort.order;
    }

    /** Returns the indexes of {@code places} in the order of the strings there. */
    public static int[] order(ByteArena arena, int[] places) {
        return order(places.length, new Strings() {
            @Override
            public int length(int number) {
                return arena.length(places[number]);
            }

            @Override
            public long word(int number, int position) {
                int place = places[number];
                int start = arena.start(place);
                return MultikeyQuicksort.word(arena.chunk(place), start + position, start + arena.length(place));
            }
        });
    }

    /** Returns eight bytes of an array as a number that compares as they do; zeros from {@code end} on. */
    public static long word(byte[] bytes, int from, int end) {
        long word = 0;
        int stop = Math.min(end, from + Long.BYTES);
        for (int at = from; at < stop; at++) {
            word = word << Byte.SIZE | (bytes[at] & 0xFF);
        }
        return stop <= from ? 0 : word << ((Long.BYTES - (stop - from)) * Byte.SIZE);
    }

    /**
     * Sorts strings that are equal up to a position. The largest part is sorted in the loop, so that the depth of the
     * recursion is the logarithm of the number of strings, however long their common beginning.
     */
    private void sortFrom(int begin, int stop, int start) {
        int from = begin;
        int to = stop;
        for (int position = start; to - from >= 2; position += Long.BYTES) {
            boolean more = false;
            for (int i = from; i < to; i++) {
                words[i] = strings.word(order[i], position) ^ Long.MIN_VALUE;
                more |= strings.length(order[i]) > position;
            }
            if (!more) {
                sortEnded(from, to);
                return;
            }
            sortWords(from, to);
            int largest = largestPart(from, to);
            int end = partEnd(largest, to);
            sortParts(from, largest, position + Long.BYTES);
            sortParts(end, to, position + Long.BYTES);
            from = largest;
            to = end;
        }
    }

    private void sortParts(int from, int to, int position) {
        for (int first = from; first < to; ) {
            int end = partEnd(first, to);
            sortFrom(first, end, position);
            first = end;
        }
    }

    private int largestPart(int from, int to) {
        int largest = from;
        int size = 0;
        for (int first = from; first < to; ) {
            int end = partEnd(first, to);
            if (end - first > size) {
                largest = first;
                size = end - first;
            }
            first = end;
        }
        return largest;
    }

    /** The end of the strings whose next eight bytes are those of the first. */
    private int partEnd(int first, int to) {
        int end = first + 1;
        while (end < to && words[end] == words[first]) {
            end++;
        }
        return end;
    }

    /** Sorts strings that have ended: equal but for the number of trailing zeros. */
    private void sortEnded(int from, int to) {
        for (int i = from; i < to; i++) {
            words[i] = (long) strings.length(order[i]) << Integer.SIZE | order[i];
        }
        Arrays.sort(words, from, to);
        for (int i = from; i < to; i++) {
            order[i] = (int) words[i];
        }
    }

    private void sortWords(int first, int end) {
        int from = first;
        int to = end;
        while (to - from > FEW) {
            long pivot = median(words[from], words[(from + to) >>> 1], words[to - 1]);
            int less = from;
            int greater = to;
            for (int i = from; i < greater; ) {
                if (words[i] < pivot) {
                    swap(less++, i++);
                } else if (words[i] > pivot) {
                    swap(i, --greater);
                } else {
                    i++;
                }
            }
            if (less - from < to - greater) {
                sortWords(from, less);
                from = greater;
            } else {
                sortWords(greater, to);
                to = less;
            }
        }
        for (int i = from + 1; i < to; i++) {
            for (int j = i; j > from && words[j] < words[j - 1]; j--) {
                swap(j, j - 1);
            }
        }
    }

    private static long median(long a, long b, long c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private void swap(int a, int b) {
        int number = order[a];
        order[a] = order[b];
        order[b] = number;
        long word = words[a];
        words[a] = words[b];
        words[b] = word;
    }
}
