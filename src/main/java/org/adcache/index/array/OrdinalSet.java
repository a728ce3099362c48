package org.adcache.index.array;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/**
 * Immutable set of ordinals, of the accounts that have some words: a bitmap over the accounts of the index if there
 * are many, else a sorted array.
 */
public final class OrdinalSet {
    /** Returned by {@link Common#next} at the end. */
    public static final int END = Integer.MAX_VALUE;

    private static final int BIT_BITS = 6;

    /** Bitmap of ordinals; empty if they are in {@code listed}. */
    private final long[] bits;
    /** Ascending; empty if there is a bitmap. */
    private final int[] listed;

    private OrdinalSet(long[] bits, int[] listed) {
        this.bits = bits;
        this.listed = listed;
    }

    /** The accounts in the postings of any of these ranges. */
    public static OrdinalSet of(List<WordRange> ranges, int accounts) {
        long[] bits = new long[(accounts + Long.SIZE - 1) >>> BIT_BITS];
        for (WordRange range : ranges) {
            range.postings().setBits(range.from(), range.to(), bits);
        }
        return of(bits, accounts);
    }

    /** The accounts that satisfy a predicate. */
    public static OrdinalSet where(int accounts, IntPredicate isTrue) {
        long[] bits = new long[(accounts + Long.SIZE - 1) >>> BIT_BITS];
        for (int ordinal = 0; ordinal < accounts; ordinal++) {
            if (isTrue.test(ordinal)) {
                setBit(bits, ordinal);
            }
        }
        return of(bits, accounts);
    }

    private static OrdinalSet of(long[] bits, int accounts) {
        int count = 0;
        for (long word : bits) {
            count += Long.bitCount(word);
        }
        return count > accounts / Integer.SIZE ? new OrdinalSet(bits, new int[0]) : listed(bits, count);
    }

    private static OrdinalSet listed(long[] bits, int count) {
        int[] listed = new int[count];
        int at = 0;
        for (int word = 0; at < count; word++) {
            for (long left = bits[word]; left != 0; left &= left - 1) {
                listed[at++] = (word << BIT_BITS) + Long.numberOfTrailingZeros(left);
            }
        }
        return new OrdinalSet(new long[0], listed);
    }

    public void write(ImageOutput out) throws StoreException {
        out.longs(bits);
        out.ints(listed);
    }

    public static OrdinalSet read(ImageInput in) throws StoreException {
        return new OrdinalSet(in.longs(), in.ints());
    }

    /** The memory it uses, in bytes. */
    public int bytes() {
        return 64 + bits.length * Long.BYTES + listed.length * Integer.BYTES;
    }

    public boolean contains(int ordinal) {
        return bits.length > 0 ? hasBit(bits, ordinal) : Arrays.binarySearch(listed, ordinal) >= 0;
    }

    static boolean hasBit(long[] bits, int ordinal) {
        return (bits[ordinal >>> BIT_BITS] & 1L << ordinal) != 0;
    }

    static void setBit(long[] bits, int ordinal) {
        bits[ordinal >>> BIT_BITS] |= 1L << ordinal;
    }

    /** Iterates over the intersection of several sets. */
    public static Common common(List<OrdinalSet> sets) {
        return new Common(sets);
    }

    /** Lazy iterator over the intersection of sets, ascending; reads no further than requested. */
    public static final class Common {
        private final int[] first;
        private final int[][] otherLists;
        private final int[] places;
        private final long[][] bits;
        private final int words;
        private int at;
        /** The remaining bits of the current word. */
        private long left;

        private Common(List<OrdinalSet> sets) {
            int[][] lists = sets.stream()
                    .filter(set -> set.bits.length == 0)
                    .map(set -> set.listed)
                    .sorted((a, b) -> Integer.compare(a.length, b.length))
                    .toArray(int[][]::new);
            bits = sets.stream()
                    .filter(set -> set.bits.length > 0)
                    .map(set -> set.bits)
                    .toArray(long[][]::new);
            first = lists.length == 0 ? new int[0] : lists[0];
            otherLists = lists.length == 0 ? lists : Arrays.copyOfRange(lists, 1, lists.length);
            places = new int[otherLists.length];
            words = lists.length == 0 && bits.length > 0 ? bits[0].length : 0;
            at = words > 0 ? -1 : 0;
        }

        /** The next ordinal; {@link #END} at the end. */
        public int next() {
            return words > 0 ? nextOfBits() : nextListed();
        }

        private int nextOfBits() {
            while (left == 0) {
                if (++at >= words) {
                    at = words;
                    return END;
                }
                left = bits[0][at];
                for (int i = 1; i < bits.length; i++) {
                    left &= bits[i][at];
                }
            }
            int ordinal = (at << BIT_BITS) + Long.numberOfTrailingZeros(left);
            left &= left - 1;
            return ordinal;
        }

        private int nextListed() {
            while (at < first.length) {
                int ordinal = first[at++];
                if (hasBits(ordinal) && isListed(ordinal)) {
                    return ordinal;
                }
            }
            return END;
        }

        private boolean hasBits(int ordinal) {
            for (long[] one : bits) {
                if (!hasBit(one, ordinal)) {
                    return false;
                }
            }
            return true;
        }

        /** Galloping search: doubles its steps until it is past the ordinal, then bisects. */
        private boolean isListed(int ordinal) {
            for (int i = 0; i < otherLists.length; i++) {
                int[] list = otherLists[i];
                int from = places[i];
                int step = 1;
                while (from + step < list.length && list[from + step] < ordinal) {
                    from += step;
                    step *= 2;
                }
                int place = Arrays.binarySearch(list, from, Math.min(list.length, from + step + 1), ordinal);
                places[i] = place < 0 ? ~place : place;
                if (place < 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
