package org.adcache.index.words;

import org.adcache.index.array.Hash;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/**
 * Says of a word that isn't there, nearly always, that it isn't: a Bloom filter whose three bits of a word lie in one
 * long (Putze, Sanders and Singler, 2007), so that asking costs one look into memory. One word in a hundred that isn't
 * there passes.
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

    /** Makes room for so many words. */
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
