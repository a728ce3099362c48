package org.adcache.kerberos;

import java.nio.ByteBuffer;

/**
 * Check of the lengths in a DER message (X.690, section 8.1.3). Kerby's decoder reserves as many bytes as a value claims
 * to have, up to 2 GiB, before it looks whether they are there.
 */
final class DerLengths {
    private static final int DEEPEST = 64;
    private static final int CONSTRUCTED = 0x20;
    private static final int HIGH_TAG = 0x1F;
    private static final int LONG_FORM = 0x80;
    private static final int MOST_LENGTH_BYTES = 4;

    private DerLengths() {}

    /** Whether each value, however deep, ends within the one that it is in. */
    static boolean areWithin(byte[] message) {
        return areWithin(ByteBuffer.wrap(message), 0);
    }

    private static boolean areWithin(ByteBuffer values, int depth) {
        if (depth > DEEPEST) {
            return false;
        }
        while (values.hasRemaining()) {
            int tag = Byte.toUnsignedInt(values.get());
            if ((tag & HIGH_TAG) == HIGH_TAG && !skipHighTag(values)) {
                return false;
            }
            long length = length(values);
            if (length < 0 || length > values.remaining()) {
                return false;
            }
            if ((tag & CONSTRUCTED) != 0 && !areWithin(values.slice(values.position(), (int) length), depth + 1)) {
                return false;
            }
            values.position(values.position() + (int) length);
        }
        return true;
    }

    private static boolean skipHighTag(ByteBuffer values) {
        while (values.hasRemaining()) {
            if (values.get() >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The length; negative if it is cut off, indefinite, or has more than four bytes. */
    private static long length(ByteBuffer values) {
        if (!values.hasRemaining()) {
            return -1;
        }
        int first = Byte.toUnsignedInt(values.get());
        if (first < LONG_FORM) {
            return first;
        }
        int count = first - LONG_FORM;
        if (count == 0 || count > MOST_LENGTH_BYTES || count > values.remaining()) {
            return -1;
        }
        long length = 0;
        for (int i = 0; i < count; i++) {
            length = length << Byte.SIZE | Byte.toUnsignedLong(values.get());
        }
        return length;
    }
}
