package org.adcache.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/** Minimal DER (X.690) for wrapping private keys: elements of tag, length and value. */
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int SEQUENCE = 0x30;
    /** The first context-specific field of a sequence. */
    static final int FIELD_0 = 0xA0;

    private Der() {}

    /** Encodes an element whose value is the concatenation of the parts. */
    static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            value.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        writeLength(value.size(), element);
        element.writeBytes(value.toByteArray());
        return element.toByteArray();
    }

    private static void writeLength(int length, ByteArrayOutputStream out) {
        if (length < 0x80) {
            out.write(length);
            return;
        }
        int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
        out.write(0x80 | bytes);
        for (int i = bytes - 1; i >= 0; i--) {
            out.write(length >>> (8 * i));
        }
    }

    /**
     * The value of the first field with this tag in a sequence; empty if there is none, or if the bytes are no
     * sequence.
     */
    static Optional<byte[]> field(byte[] sequence, int tag) {
        Reader outer = new Reader(sequence);
        if (!outer.next() || outer.tag != SEQUENCE) {
            return Optional.empty();
        }
        Reader fields = new Reader(outer.value);
        while (fields.next()) {
            if (fields.tag == tag) {
                return Optional.of(fields.value);
            }
        }
        return Optional.empty();
    }

    /** Iterator over consecutive elements, up to the first that exceeds the bytes. */
    private static final class Reader {
        private final byte[] bytes;
        private int at;
        private int tag;
        private byte[] value = new byte[0];

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean next() {
            if (bytes.length - at < 2) {
                return false;
            }
            tag = bytes[at] & 0xFF;
            int length = bytes[at + 1] & 0xFF;
            at += 2;
            if (length >= 0x80) {
                length = longLength(length - 0x80);
            }
            if (length < 0 || length > bytes.length - at) {
                return false;
            }
            value = Arrays.copyOfRange(bytes, at, at + length);
            at += length;
            return true;
        }

        /** Decodes a long-form length; negative if invalid. */
        private int longLength(int lengthBytes) {
            if (lengthBytes < 1 || lengthBytes > 4 || lengthBytes > bytes.length - at) {
                return -1;
            }
            int length = 0;
            for (int i = 0; i < lengthBytes; i++) {
                length = (length << 8) | (bytes[at++] & 0xFF);
            }
            return length;
        }
    }
}
