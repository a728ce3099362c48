package org.adcache.index.words;

import org.adcache.index.array.Hash;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/**
 * Bloom filter over folded words, blocked by 64-bit word (Putze, Sanders and Singler, 2007): the three bits of a key
 * are in one long, so that a test costs one memory access. The false-positive rate is about one in a hundred.
 *
 * <pre>
 *   add("smith")       hash 8a…f3   long 8a… * size / 2^32, bits 51, 12, 30
 *   mayHave("smiht")   another long, or one of its three bits is missing
 * </pre>
 */
final class BloomFilter {
    private static final int WORDS_PER_LONG = 4;
    private static final int BIT_BITS = 6;

    private final long[] bits;

    /** Sizes an empty filter for this number of words. */
    BloomFilter(int words) {
        this(new long[words / WORDS_PER_LONG + 1]);
    }

    private BloomFilter(long[] bits) {
        this.bits = bits;
    }

    void write(ImageOutput out) throws StoreException {
        out.longs(bits);
    }

    static BloomFilter read(ImageInput in) throws StoreException {
        return new BloomFilter(in.longs());
    }

    void add(byte[] text, int from, int to) {
        long hash = Hash.of(text, from, to);
        bits[place(hash)] |= mask(hash);
    }

    boolean mayHave(byte[] text, int from, int to) {
        long hash = Hash.of(text, from, to);
        long mask = mask(hash);
        return (bits[place(hash)] & mask) == mask;
    }

    private int place(long hash) {
        return (int) (((hash >>> Integer.SIZE) * bits.length) >>> Integer.SIZE);
    }

    private static long mask(long hash) {
        return 1L << hash | 1L << (hash >>> BIT_BITS) | 1L << (hash >>> (2 * BIT_BITS));
    }
}
