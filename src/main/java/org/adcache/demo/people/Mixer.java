package org.adcache.demo.people;

import java.util.UUID;

/**
 * Deterministic random source: a position and the seed always yield the same bits. The mixing function is the
 * finaliser of SplitMix64, which is a bijection; so a GUID leads back to its position without an index.
 */
final class Mixer {
    private static final long FIRST = 0xBF58476D1CE4E5B9L;
    private static final long SECOND = 0x94D049BB133111EBL;
    private static final long FIRST_INVERSE = inverse(FIRST);
    private static final long SECOND_INVERSE = inverse(SECOND);

    private final long key;

    Mixer(long seed) {
        this.key = mix(seed ^ 0x5DEECE66DADCAC4EL);
    }

    /** Returns 64 well mixed bits for a position, independent for each purpose. */
    long bits(int position, int purpose) {
        return mix(mix(key + purpose) ^ position);
    }

    UUID guid(int position) {
        long high = mix(key ^ position);
        return new UUID(high, mix(high ^ key));
    }

    /** The position whose GUID this is, or {@link DirectoryTree#NONE}. */
    int position(UUID guid) {
        long number = unmix(guid.getMostSignificantBits()) ^ key;
        boolean ours =
                number >= 0 && number <= Integer.MAX_VALUE && guid((int) number).equals(guid);
        return ours ? (int) number : DirectoryTree.NONE;
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * FIRST;
        long b = (a ^ (a >>> 27)) * SECOND;
        return b ^ (b >>> 31);
    }

    private static long unmix(long z) {
        long b = (z ^ (z >>> 31) ^ (z >>> 62)) * SECOND_INVERSE;
        long a = (b ^ (b >>> 27) ^ (b >>> 54)) * FIRST_INVERSE;
        return a ^ (a >>> 30) ^ (a >>> 60);
    }

    /** The inverse of an odd number modulo 2^64, by Newton's iteration: each step doubles the number of right bits. */
    private static long inverse(long odd) {
        long x = odd;
        for (int i = 0; i < 6; i++) {
            x *= 2 - odd * x;
        }
        return x;
    }
}
