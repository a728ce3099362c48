package org.adcache.index;

import java.util.Arrays;
import java.util.List;

/**
 * Goes through the postings of several ranges from the lowest ordinal up, each ordinal once, and does no more work than it is
 * asked for: a heap of ranges, each with the place of its lowest posting, which divides the range when its turn comes.
 */
public final class Ascending {
    /** What {@link #next} gives at the end. */
    public static final int END = -1;

    private LowestFirst[] postings = new LowestFirst[16];
    private int[] from = new int[16];
    private int[] to = new int[16];
    private int[] lowest = new int[16];
    private int[] ordinals = new int[16];
    private int size;
    private int last = END;

    public Ascending(List<WordRange> ranges) {
        for (WordRange range : ranges) {
            push(range.postings(), range.from(), range.to());
        }
    }

    /** The next ordinal; {@link #END} if there is none. */
    public int next() {
        while (size > 0) {
            LowestFirst of = postings[0];
            int first = from[0];
            int end = to[0];
            int place = lowest[0];
            int ordinal = ordinals[0];
            replaceTop(of, first, place, end);
            if (ordinal != last) {
                last = ordinal;
                return ordinal;
            }
        }
        return END;
    }

    /** Puts what is left of the divided range in the place of the whole. */
    private void replaceTop(LowestFirst of, int first, int place, int end) {
        if (first < place) {
            set(0, of, first, place);
            sink();
            push(of, place + 1, end);
        } else if (place + 1 < end) {
            set(0, of, place + 1, end);
            sink();
        } else {
            size--;
            move(size, 0);
            sink();
        }
    }

    private void push(LowestFirst of, int first, int end) {
        if (first >= end) {
            return;
        }
        if (size == from.length) {
            postings = Arrays.copyOf(postings, 2 * size);
            from = Arrays.copyOf(from, 2 * size);
            to = Arrays.copyOf(to, 2 * size);
            lowest = Arrays.copyOf(lowest, 2 * size);
            ordinals = Arrays.copyOf(ordinals, 2 * size);
        }
        set(size, of, first, end);
        for (int at = size++; at > 0 && ordinals[at] < ordinals[(at - 1) / 2]; at = (at - 1) / 2) {
            swap(at, (at - 1) / 2);
        }
    }

    private void set(int at, LowestFirst of, int first, int end) {
        postings[at] = of;
        from[at] = first;
        to[at] = end;
        lowest[at] = of.lowest(first, end);
        ordinals[at] = of.get(lowest[at]);
    }

    private void sink() {
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                return;
            }
            if (child + 1 < size && ordinals[child + 1] < ordinals[child]) {
                child++;
            }
            if (ordinals[at] <= ordinals[child]) {
                return;
            }
            swap(at, child);
            at = child;
        }
    }

    private void move(int source, int target) {
        postings[target] = postings[source];
        from[target] = from[source];
        to[target] = to[source];
        lowest[target] = lowest[source];
        ordinals[target] = ordinals[source];
    }

    private void swap(int a, int b) {
        LowestFirst of = postings[a];
        int first = from[a];
        int end = to[a];
        int place = lowest[a];
        int ordinal = ordinals[a];
        move(b, a);
        postings[b] = of;
        from[b] = first;
        to[b] = end;
        lowest[b] = place;
        ordinals[b] = ordinal;
    }
}
