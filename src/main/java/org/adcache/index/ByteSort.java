package org.adcache.index;

import java.util.Arrays;

/**
 * Sorts byte strings of an arena by unsigned bytes: three-way radix quicksort (Bentley and Sedgewick, 1997), which looks at
 * each common prefix once.
 */
final class ByteSort {
    private final ByteArena arena;
    private final long[] starts;
    private final int[] lengths;
    private final int[] order;

    private ByteSort(ByteArena arena, int[] places) {
        this.arena = arena;
        this.order = new int[places.length];
        Arrays.setAll(order, i -> i);
        this.starts = new long[places.length];
        Arrays.setAll(starts, i -> arena.start(places[i]));
        this.lengths = new int[places.length];
        Arrays.setAll(lengths, i -> arena.length(places[i]));
    }

    /** The indexes of {@code places} in the order of the strings there. */
    static int[] order(ByteArena arena, int[] places) {
        ByteSort sort = new ByteSort(arena, places);
        sort.sort(0, places.length, 0);
        return sort.order;
    }

    private void sort(int first, int end, int depthAtFirst) {
        int from = first;
        int to = end;
        int depth = depthAtFirst;
        while (to - from > 1) {
            int pivot = byteAt(order[from + (to - from) / 2], depth);
            int less = from;
            int greater = to;
            for (int i = from; i < greater; ) {
                int difference = byteAt(order[i], depth) - pivot;
                if (difference < 0) {
                    swap(less++, i++);
                } else if (difference > 0) {
                    swap(i, --greater);
                } else {
                    i++;
                }
            }
            sort(from, less, depth);
            sort(greater, to, depth);
            if (pivot < 0) {
                return;
            }
            from = less;
            to = greater;
            depth++;
        }
    }

    private int byteAt(int item, int depth) {
        return depth < lengths[item] ? arena.at(starts[item] + depth) & 0xFF : -1;
    }

    private void swap(int a, int b) {
        int value = order[a];
        order[a] = order[b];
        order[b] = value;
    }
}
