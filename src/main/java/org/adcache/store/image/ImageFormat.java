package org.adcache.store.image;

/**
 * File format of an index image. The header is in the clear; all else is encrypted in many small chunks:
 *
 * <pre>
 *  bytes     what
 *       8    adcache and the version of this layout
 *       4    bytes of the header that follow, this one's 110
 *     110    epoch, generation, time of writing, 32 random bytes, the index's format, the connections
 *      32    check value: over the header and the keys it was written with
 *    1040    chunk 0: 1024 bytes and 16 of tag
 *     ...
 *    8208    chunk 6144 and all after: 8192 bytes and 16 of tag
 *     ...
 *     616    the last chunk: 600 bytes and 16 of tag
 * </pre>
 *
 * The key of the chunks is derived from a share of the secret of each connection and from the header, so it is lost
 * with the first of those secrets and serves no other file. The chunks are a stream as described by Hoang,
 * Reyhanitabar, Rogaway and Vizar ("Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015): the
 * nonce of each is its number and whether it is the last, so none can be omitted, moved or truncated.
 *
 * <p>In the plaintext, numbers are eight bytes, little-endian. An array is its length and its values, a text is an
 * array of bytes; each is padded with zeros to a multiple of eight, so no value spans two chunks.
 */
public final class ImageFormat {
    /** Unit of reading, decryption and writing: whole chunks of one size. */
    public static final int BLOCK = 256 << 10;

    public static final int TAG = 16;
    static final int ALIGNMENT = 8;

    /**
     * Java decrypts at 2 GB/s with the AES intrinsics, but only once the calling methods are JIT-compiled, which
     * depends on the number of calls, not of bytes; before that at 50 MB/s. So the first chunks are small.
     */
    private static final int FIRST_CHUNK = 1 << 10;

    private static final int FIRST_BLOCKS = 24;
    private static final int CHUNK = 8 << 10;

    private ImageFormat() {}

    /** Plaintext bytes of a chunk in this block, the last of the file excepted. */
    static int chunk(long block) {
        return block < FIRST_BLOCKS ? FIRST_CHUNK : CHUNK;
    }

    /** Size of a full block on disk. */
    public static int sealedBlock(long block) {
        return BLOCK + BLOCK / chunk(block) * TAG;
    }

    /** Number of blocks for this size on disk; at least one. */
    static long blocks(long sealed) {
        long first = (long) FIRST_BLOCKS * sealedBlock(0);
        return sealed <= first
                ? Math.max(1, ceilDiv(sealed, sealedBlock(0)))
                : FIRST_BLOCKS + ceilDiv(sealed - first, sealedBlock(FIRST_BLOCKS));
    }

    /** Plaintext size for this size on disk; negative if the file is truncated. */
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
