package org.adcache.index.array;

import java.util.Arrays;
import java.util.List;

/**
 * Lazy merger of the postings of several ranges: ascending, each ordinal once. It is a heap of ranges, keyed by their
 * lowest posting; a range is split around it when it is polled.
 */
public final class PostingsMerger {
    /** Returned by {@link #next} at the end. */
    public static final int END = -1;

    private static final int FIRST_ROOM = 32;

    private RangeMinimumPostings[] postings = new RangeMinimumPostings[FIRST_ROOM];
    private int[] from = new int[FIRST_ROOM];
    private int[] to = new int[FIRST_ROOM];
    private int[] lowest = new int[FIRST_ROOM];
    private int ranges;
    /** Lowest ordinal of a range in the upper half, the number of the range in the lower. */
    private long[] heap = new long[FIRST_ROOM];

    private int size;
    private int last = END;

    public PostingsMerger(List<WordRange> all) {
        for (int i = 0; i < all.size(); i++) {
            WordRange range = all.get(i);
            add(range.postings(), range.from(), range.to());
        }
    }

    /** The next ordinal; {@link #END} at the end. */
    public int next() {
        while (size > 0) {
            int ordinal = (int) (heap[0] >>> Integer.SIZE);
            divide((int) heap[0]);
            if (ordinal != last) {
                last = ordinal;
                return ordinal;
            }
        }
        return END;
    }

    /** Splits the first range around its lowest posting, which is consumed. */
    private void divide(int range) {
        int first = from[range];
        int place = lowest[range];
        int end = to[range];
        if (first < place) {
            sink(keyed(range, first, place));
            if (place + 1 < end) {
                add(postings[range], place + 1, end);
            }
        } else if (place + 1 < end) {
            sink(keyed(range, place + 1, end));
        } else {
            size--;
            if (size > 0) {
                sink(heap[size]);
            }
        }
    }

    private void add(RangeMinimumPostings of, int first, int end) {
        if (ranges == from.length) {
            postings = Arrays.copyOf(postings, 2 * ranges);
            from = Arrays.copyOf(from, 2 * ranges);
            to = Arrays.copyOf(to, 2 * ranges);
            lowest = Arrays.copyOf(lowest, 2 * ranges);
            heap = Arrays.copyOf(heap, 2 * ranges);
        }
        int range = ranges++;
        postings[range] = of;
        long key = keyed(range, first, end);
        int at = size++;
        while (at > 0 && heap[(at - 1) / 2] > key) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = key;
    }

    private long keyed(int range, int first, int end) {
        from[range] = first;
        to[range] = end;
        lowest[range] = postings[range].lowest(first, end);
        return (long) postings[range].get(lowest[range]) << Integer.SIZE | range;
    }

    /** Replaces the first key and sifts it down. */
    private void sink(long key) {
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (key <= heap[child]) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = key;
    }
}
