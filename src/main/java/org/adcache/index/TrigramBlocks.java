package org.adcache.index;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Which blocks of 16 accounts may have a word with some text in it: those that have every three bytes in a row of the text.
 * For each trigram the numbers of its blocks are kept, as differences of 7 bits a byte, the low ones first. Trigrams that
 * hash to the same slot share a list, so that the accounts of a block must be looked at.
 *
 * <pre>
 *   block   0 Anna Smith, Ben Smith    1 Ulf Schmidt    2 Zoe Smithers
 *
 *   smi     1 2          blocks 0 and 2, each as the difference from the one before, which begins at -1
 *   mit     1 2
 *   chm     2            block 1
 *
 *   "mith" is looked for in the blocks that both mit and ith have: 0 and 2
 * </pre>
 */
final class TrigramBlocks {
    /** An account's block is its ordinal without these bits. */
    static final int BLOCK_BITS = 4;
    /** What {@link Blocks#next} gives at the end. */
    static final int END = Integer.MAX_VALUE;

    private static final int LENGTH = 3;
    private static final int MAX_SLOT_BITS = 14;

    private final byte[] lists;
    private final int[] starts;
    private final int shift;

    private TrigramBlocks(byte[] lists, int[] starts, int shift) {
        this.lists = lists;
        this.starts = starts;
        this.shift = shift;
    }

    private static int slot(byte[] text, int at, int shift) {
        int trigram = (text[at] & 0xFF) << 16 | (text[at + 1] & 0xFF) << 8 | (text[at + 2] & 0xFF);
        return trigram * 0x9E3779B1 >>> shift;
    }

    /** The blocks to look at for a text of at least three bytes. */
    Blocks blocksFor(byte[] text) {
        int[] slots = new int[text.length - LENGTH + 1];
        for (int at = 0; at < slots.length; at++) {
            slots[at] = slot(text, at, shift);
        }
        return new Blocks(Arrays.stream(slots)
                .distinct()
                .boxed()
                .sorted(Comparator.comparingInt(slot -> starts[slot + 1] - starts[slot]))
                .mapToInt(Integer::intValue)
                .toArray());
    }

    /** The blocks that several lists have in common, ascending; reads no more of them than it is asked for. */
    final class Blocks {
        private final int[] at;
        private final int[] end;
        private final int[] block;

        private Blocks(int[] slots) {
            at = new int[slots.length];
            end = new int[slots.length];
            block = new int[slots.length];
            for (int i = 0; i < slots.length; i++) {
                at[i] = starts[slots[i]];
                end[i] = starts[slots[i] + 1];
                block[i] = -1;
            }
        }

        /** The next block; {@link #END} if there is none. */
        int next() {
            int sought = block[0] == END ? END : block[0] + 1;
            for (int same = 0, list = 0; same < at.length && sought != END; list = (list + 1) % at.length) {
                int found = advance(list, sought);
                same = found == sought ? same + 1 : 1;
                sought = found;
            }
            block[0] = sought;
            return sought;
        }

        /** Goes to the first block of a list that is not below another. */
        private int advance(int list, int atLeast) {
            int position = at[list];
            int limit = end[list];
            int found = block[list];
            while (found < atLeast) {
                if (position == limit) {
                    found = END;
                    break;
                }
                byte b = lists[position++];
                int difference = b & 0x7F;
                for (int bits = 7; b < 0; bits += 7) {
                    b = lists[position++];
                    difference |= (b & 0x7F) << bits;
                }
                found += difference;
            }
            at[list] = position;
            block[list] = found;
            return found;
        }
    }

    /** Takes the words of one account after the other, by ascending ordinal. */
    static final class Builder {
        private final int shift;
        private final byte[][] lists;
        private final int[] sizes;
        private final int[] last;
        private int block;

        Builder(int accounts) {
            int bits = Math.min(MAX_SLOT_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(accounts | 1) + 3);
            shift = Integer.SIZE - bits;
            lists = new byte[1 << bits][];
            sizes = new int[1 << bits];
            last = new int[1 << bits];
            Arrays.fill(last, -1);
        }

        /** Says whose words come from now on; whether it is the first account of its block. */
        boolean begin(int ordinal) {
            boolean first = ordinal >>> BLOCK_BITS != block || ordinal == 0;
            block = ordinal >>> BLOCK_BITS;
            return first;
        }

        void add(byte[] text, int from, int to) {
            for (int at = from; at <= to - LENGTH; at++) {
                int slot = slot(text, at, shift);
                if (last[slot] != block) {
                    add(slot, block - last[slot]);
                    last[slot] = block;
                }
            }
        }

        private void add(int slot, int difference) {
            byte[] list = lists[slot];
            if (list == null) {
                list = new byte[8];
                lists[slot] = list;
            } else if (sizes[slot] + 5 > list.length) {
                list = Arrays.copyOf(list, 2 * list.length);
                lists[slot] = list;
            }
            int rest = difference;
            while (rest >= 0x80) {
                list[sizes[slot]++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            list[sizes[slot]++] = (byte) rest;
        }

        TrigramBlocks build() {
            int[] starts = new int[lists.length + 1];
            for (int slot = 0; slot < lists.length; slot++) {
                starts[slot + 1] = Math.addExact(starts[slot], sizes[slot]);
            }
            byte[] all = new byte[starts[lists.length]];
            for (int slot = 0; slot < lists.length; slot++) {
                if (lists[slot] != null) {
                    System.arraycopy(lists[slot], 0, all, starts[slot], sizes[slot]);
                }
            }
            return new TrigramBlocks(all, starts, shift);
        }
    }
}
