package org.adcache.index.words;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.adcache.index.array.Ascii;
import org.adcache.index.array.LongList;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/**
 * Bigrams of letters in the indexed words, so that an inserted or replaced letter is tried only where it occurs
 * between its two neighbours. The {@link #EDGE} of a word counts as a letter. Stored twice as sorted numbers, with the
 * first letter in the upper half and with the second.
 *
 * <pre>
 *   smith, smyth      behind m: i y      before t: i y
 *   "smth"            between m and t: i or y
 * </pre>
 */
final class Bigrams {
    /** Neighbour of a word's first and last letter. */
    static final int EDGE = 0;

    private final long[] behind;
    private final long[] before;

    private Bigrams(long[] behind) {
        this.behind = behind;
        this.before = Arrays.stream(behind)
                .map(pair -> Long.rotateLeft(pair, Integer.SIZE))
                .sorted()
                .toArray();
    }

    void write(ImageOutput out) throws StoreException {
        out.longs(behind);
    }

    static Bigrams read(ImageInput in) throws StoreException {
        return new Bigrams(in.longs());
    }

    /** Visits the letters that follow one letter and precede another; returns the number of pairs read. */
    int between(int one, int other, IntConsumer letters) {
        int i = first(behind, one);
        int j = first(before, other);
        int begin = i + j;
        while (i < behind.length
                && j < before.length
                && behind[i] >>> Integer.SIZE == one
                && before[j] >>> Integer.SIZE == other) {
            int follower = (int) behind[i];
            int predecessor = (int) before[j];
            if (follower == predecessor && follower != EDGE) {
                letters.accept(follower);
            }
            i += follower <= predecessor ? 1 : 0;
            j += predecessor <= follower ? 1 : 0;
        }
        return i + j - begin;
    }

    private static int first(long[] pairs, int letter) {
        int at = Arrays.binarySearch(pairs, (long) letter << Integer.SIZE);
        return at < 0 ? ~at : at;
    }

    /** Builder that accepts words. */
    static final class Builder {
        private static final int ASCII = 0x80;

        private final boolean[] ofAscii = new boolean[ASCII * ASCII];
        /** Open addressing; 0, which is not a bigram, is free. */
        private long[] others = new long[64];

        private int count;

        void add(byte[] word, int from, int to) {
            if (!Ascii.is(word, from, to)) {
                addOther(new String(word, from, to - from, StandardCharsets.UTF_8));
                return;
            }
            int last = EDGE;
            for (int i = from; i < to; i++) {
                ofAscii[last * ASCII + word[i]] = true;
                last = word[i];
            }
            ofAscii[last * ASCII] = true;
        }

        private void addOther(String word) {
            int last = EDGE;
            for (int i = 0; i < word.length(); ) {
                int letter = word.codePointAt(i);
                add(last, letter);
                last = letter;
                i += Character.charCount(letter);
            }
            add(last, EDGE);
        }

        private void add(int one, int other) {
            long pair = (long) one << Integer.SIZE | other;
            int at = slot(others, pair);
            if (others[at] == 0) {
                others[at] = pair;
                count++;
                if (2 * count > others.length) {
                    widen();
                }
            }
        }

        private static int slot(long[] table, long pair) {
            int at = (int) ((pair * 0x9E3779B97F4A7C15L) >>> Integer.SIZE) & (table.length - 1);
            while (table[at] != 0 && table[at] != pair) {
                at = (at + 1) & (table.length - 1);
            }
            return at;
        }

        private void widen() {
            long[] wider = new long[2 * others.length];
            for (long pair : others) {
                if (pair != 0) {
                    wider[slot(wider, pair)] = pair;
                }
            }
            others = wider;
        }

        public Bigrams build() {
            LongList pairs = new LongList();
            for (int i = 0; i < ofAscii.length; i++) {
                if (ofAscii[i]) {
                    pairs.add((long) (i / ASCII) << Integer.SIZE | i % ASCII);
                }
            }
            for (long pair : others) {
                if (pair != 0) {
                    pairs.add(pair);
                }
            }
            return new Bigrams(
                    Arrays.stream(pairs.toArray()).sorted().distinct().toArray());
        }
    }
}
