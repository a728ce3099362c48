package org.adcache.store.image;

/**
 * How an index image lies on disk. The header is in the clear; all else is encrypted in chunks, which are many and
 * small:
 *
 * <pre>
 *  bytes     what
 *       8    adcache and the version of this layout
 *       4    bytes of the header that follow, this one's 110
 *     110    epoch, generation, time of writing, 32 random bytes, the caller's format, the connections
 *      32    the check: whether the keys are those it was written with, and the header as it was
 *    1040    chunk 0: 1024 bytes and 16 of tag
 *     ...
 *    8208    chunk 6144 and all after: 8192 bytes and 16 of tag
 *     ...
 *     616    the last chunk: 600 bytes and 16 of tag
 * </pre>
 *
 * The key of the chunks is derived from a share of the secret of each connection, with the header, so that it is gone
 * with the first of those secrets, and serves no other file. The chunks are a stream as described by Hoang,
 * Reyhanitabar, Rogaway and Vizar ("Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015): the
 * nonce of each is its number and whether it is the last, so none can be left out, moved or cut off.
 *
 * <p>Within, numbers are eight bytes, low first. An array is its length and its values, a text is an array of bytes;
 * each ends with zeros up to a multiple of eight, so no value lies across two chunks.
 */
public final class ImageFormat {
    /** What is read, decrypted and written at a time: whole chunks of one size. */
    public static final int BLOCK = 256 << 10;

    public static final int TAG = 16;
    static final int ALIGNMENT = 8;

    /**
     * Java decrypts at 2 GB/s with instructions of its own, but only once the callers are compiled, which happens
     * after so many calls, not so many bytes; before that it does 50 MB/s. So the first chunks are small.
     */
    private static final int FIRST_CHUNK = 1 << 10;

    private static final int FIRST_BLOCKS = 24;
    private static final int CHUNK = 8 << 10;

    private ImageFormat() {}

    /** Bytes in a chunk of this block, the last of the file excepted. */
    static int chunk(long block) {
        return block < FIRST_BLOCKS ? FIRST_CHUNK : CHUNK;
    }

    /** Bytes that a full block takes on disk. */
    public static int sealedBlock(long block) {
        return BLOCK + BLOCK / chunk(block) * TAG;
    }

    /** How many blocks these bytes on disk are; one at least. */
    static long blocks(long sealed) {
        long first = (long) FIRST_BLOCKS * sealedBlock(0);
        return sealed <= first
                ? Math.max(1, ceilDiv(sealed, sealedBlock(0)))
                : FIRST_BLOCKS + ceilDiv(sealed - first, sealedBlock(FIRST_BLOCKS));
    }

    /** How many bytes these bytes on disk decrypt to; less than none if they can't be whole. */
    public static long content(long sealed) {
        long last = blocks(sealed) - 1;
        long first = Math.min(last, FIRST_BLOCKS) * sealedBlock(0);
        long rest = sealed - first - Math.max(0, last - FIRST_BLOCKS) * sealedBlock(FIRST_BLOCKS);
        return last * BLOCK + rest - Math.max(1, ceilDiv(rest, chunk(last) + TAG)) * TAG;
    }

    private static long ceilDiv(long bytes, long unit) {
        return (bytes + unit - 1) / unit;
    }
}
