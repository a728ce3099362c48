package org.adcache.encoding;

import java.io.ByteArrayOutputStream;

/**
 * Unsigned LEB128 integers: 7 bits a byte, the low ones first; the highest bit is set if another byte follows.
 *
 * <pre>
 *   5 = 05        127 = 7f        128 = 80 01        300 = ac 02
 * </pre>
 *
 * Reading trusts the bytes. For untrusted bytes, first check that a number ends in time. A loop over many numbers is
 * faster with {@link VarintReader}.
 */
public final class Varint {
    /** The length of the longest number. */
    public static final int MAX_BYTES = 5;

    private static final int MORE = 0x80;
    private static final int BITS = 7;

    private Varint() {}

    /** The encoded length of a number. */
    public static int size(int value) {
        return value == 0 ? 1 : (Integer.SIZE + BITS - 1 - Integer.numberOfLeadingZeros(value)) / BITS;
    }

    /** Writes a number; returns the position behind it. */
    public static int write(int value, byte[] into, int position) {
        int at = position;
        int rest = value;
        while ((rest & -MORE) != 0) {
            into[at++] = (byte) (rest | MORE);
            rest >>>= BITS;
        }
        into[at++] = (byte) rest;
        return at;
    }

    public static void write(int value, ByteArrayOutputStream into) {
        int rest = value;
        while ((rest & -MORE) != 0) {
            into.write(rest | MORE);
            rest >>>= BITS;
        }
        into.write(rest);
    }

    /** Reads the number that starts at a position. */
    public static int read(byte[] bytes, int position) {
        int at = position;
        byte next = bytes[at];
        int value = next & (MORE - 1);
        for (int shift = BITS; next < 0; shift += BITS) {
            next = bytes[++at];
            value |= (next & (MORE - 1)) << shift;
        }
        return value;
    }

    /** The position behind the number that starts at another. */
    public static int end(byte[] bytes, int position) {
        int at = position;
        while (bytes[at++] < 0) {}
        return at;
    }
}
