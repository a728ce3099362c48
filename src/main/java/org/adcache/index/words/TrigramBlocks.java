package org.adcache.index.words;

import java.util.Arrays;
import java.util.Comparator;
import org.adcache.budget.Work;
import org.adcache.encoding.Varint;
import org.adcache.encoding.VarintReader;
import org.adcache.index.array.IntList;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/**
 * Inverted index from trigrams of bytes to blocks of 16 accounts: the blocks that may have a word with some text are
 * those that have all trigrams of it. The block numbers of a trigram are delta-coded as {@link Varint}s.
 *
 * <pre>
 *   block   0 Anna Smith, Ben Smith    1 Ulf Schmidt    2 Zoe Smithers
 *
 *   smi     1 2          blocks 0 and 2, each as the difference from the one before, initially -1
 *   mit     1 2
 *   chm     2            block 1
 *
 *   "mith" is searched in the blocks that both mit and ith have: 0 and 2
 * </pre>
 */
final class TrigramBlocks {
    /** An account's block is its ordinal shifted right by these bits. */
    static final int BLOCK_BITS = 4;
    /** Returned by {@link Blocks#next} at the end. */
    static final int END = Integer.MAX_VALUE;

    private static final int LENGTH = 3;
    /** Work of looking for a block in one list, besides the bytes read. */
    private static final int READ = 8;

    private final int[] trigrams;
    private final byte[] lists;
    private final int[] starts;

    /**
     * Takes the posting list of each trigram.
     *
     * @param trigrams ascending
     */
    private TrigramBlocks(int[] trigrams, byte[] lists, int[] starts) {
        this.trigrams = trigrams;
        this.lists = lists;
        this.starts = starts;
    }

    void write(ImageOutput out) throws StoreException {
        out.ints(trigrams);
        out.bytes(lists);
        out.ints(starts);
    }

    static TrigramBlocks read(ImageInput in) throws StoreException {
        return new TrigramBlocks(in.ints(), in.bytes(), in.ints());
    }

    private static int trigram(byte[] text, int at) {
        return ((text[at] & 0xFF) << 16) | ((text[at + 1] & 0xFF) << 8) | (text[at + 2] & 0xFF);
    }

    /** The candidate blocks for a text; none if it has less than three bytes. */
    Blocks blocksFor(byte[] text, Work work) {
        if (text.length < LENGTH) {
            return new Blocks(new int[0], work);
        }
        int[] places = new int[text.length - LENGTH + 1];
        for (int at = 0; at < places.length; at++) {
            places[at] = Arrays.binarySearch(trigrams, trigram(text, at));
            if (places[at] < 0) {
                return new Blocks(new int[0], work);
            }
        }
        return new Blocks(
                Arrays.stream(places)
                        .distinct()
                        .boxed()
                        .sorted(Comparator.comparingInt(place -> starts[place + 1] - starts[place]))
                        .mapToInt(Integer::intValue)
                        .toArray(),
                work);
    }

    /** Lazy iterator over the intersection of several lists, ascending; reads no further than requested. */
    final class Blocks {
        private final Work work;
        private final int[] at;
        private final int[] end;
        private final int[] block;

        /** Intersects these lists; without lists there are no blocks. */
        private Blocks(int[] places, Work work) {
            this.work = work;
            at = new int[places.length];
            end = new int[places.length];
            block = new int[places.length];
            for (int i = 0; i < places.length; i++) {
                at[i] = starts[places[i]];
                end[i] = starts[places[i] + 1];
                block[i] = -1;
            }
        }

        /** The next block; {@link #END} at the end. */
        int next() {
            if (block.length == 0 || block[0] == END) {
                return END;
            }
            int sought = block[0] + 1;
            for (int same = 0, list = 0; same < at.length && sought != END; list = (list + 1) % at.length) {
                int found = advance(list, sought);
                same = found == sought ? same + 1 : 1;
                sought = found;
            }
            block[0] = sought;
            return work.isCut() ? END : sought;
        }

        /** Advances a list to its first block that is not below another. */
        private int advance(int list, int atLeast) {
            VarintReader reader = new VarintReader(lists, at[list]);
            int limit = end[list];
            int found = block[list];
            while (found < atLeast) {
                if (reader.position() == limit) {
                    found = END;
                    break;
                }
                found += reader.next();
            }
            if (!work.spend(READ + reader.position() - at[list])) {
                found = END;
            }
            at[list] = reader.position();
            block[list] = found;
            return found;
        }
    }

    /** Builder that accepts the words of accounts by ascending ordinal. */
    static final class Builder {
        /** Open-addressing table of trigrams + 1 and, parallel to it, the places of their lists. */
        private int[] keys = new int[64];

        private int[] places = new int[64];
        private final IntList trigrams = new IntList();
        private final IntList last = new IntList();
        private final IntList sizes = new IntList();
        private byte[][] lists = new byte[16][];
        private int block;

        /** Starts an account; returns whether it is the first of its block. */
        boolean begin(int ordinal) {
            block = ordinal >>> BLOCK_BITS;
            return (ordinal & ((1 << BLOCK_BITS) - 1)) == 0;
        }

        void add(byte[] text, int from, int to) {
            for (int at = from; at <= to - LENGTH; at++) {
                int place = placeOf(trigram(text, at));
                int before = last.get(place);
                if (before != block) {
                    add(place, block - before);
                    last.set(place, block);
                }
            }
        }

        private int placeOf(int trigram) {
            int at = slot(trigram);
            if (keys[at] != 0) {
                return places[at];
            }
            int place = trigrams.size();
            trigrams.add(trigram);
            last.add(-1);
            sizes.add(0);
            if (place == lists.length) {
                lists = Arrays.copyOf(lists, 2 * place);
            }
            lists[place] = new byte[8];
            keys[at] = trigram + 1;
            places[at] = place;
            if (2 * trigrams.size() > keys.length) {
                widen();
            }
            return place;
        }

        private int slot(int trigram) {
            int at = ((trigram * 0x9E3779B1) >>> 8) & (keys.length - 1);
            while (keys[at] != 0 && keys[at] != trigram + 1) {
                at = (at + 1) & (keys.length - 1);
            }
            return at;
        }

        private void widen() {
            keys = new int[2 * keys.length];
            places = new int[keys.length];
            for (int place = 0; place < trigrams.size(); place++) {
                int at = slot(trigrams.get(place));
                keys[at] = trigrams.get(place) + 1;
                places[at] = place;
            }
        }

        private void add(int place, int difference) {
            int size = sizes.get(place);
            if (size + Varint.MAX_BYTES > lists[place].length) {
                lists[place] = Arrays.copyOf(lists[place], 2 * lists[place].length);
            }
            sizes.set(place, Varint.write(difference, lists[place], size));
        }

        public TrigramBlocks build() {
            int[] sorted = trigrams.toArray();
            Arrays.sort(sorted);
            int[] starts = new int[sorted.length + 1];
            for (int i = 0; i < sorted.length; i++) {
                starts[i + 1] = Math.addExact(starts[i], sizes.get(placeOf(sorted[i])));
            }
            byte[] all = new byte[starts[sorted.length]];
            for (int i = 0; i < sorted.length; i++) {
                System.arraycopy(lists[placeOf(sorted[i])], 0, all, starts[i], starts[i + 1] - starts[i]);
            }
            return new TrigramBlocks(sorted, all, starts);
        }
    }
}
