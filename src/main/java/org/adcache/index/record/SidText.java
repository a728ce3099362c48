package org.adcache.index.record;

import java.nio.charset.StandardCharsets;
import org.adcache.account.ObjectSid;
import org.adcache.account.TextSink;

/** Text form {@code S-1-5-21-…-1104} of a SID stored as its domain's bytes and its relative identifier (RID). */
final class SidText {
    private static final int AUTHORITY_AT = 2;
    private static final int SUB_AUTHORITIES_AT = 8;
    /** "S-1-", an authority and 15 sub-authorities of ten digits. */
    private static final int LONGEST = 4 + 16 * 11;

    private static final int DECIMAL = 10;

    private final byte[] ascii = new byte[LONGEST];
    private int size;

    /** Takes the domain's bytes, whose count of sub-authorities includes the RID. */
    SidText(byte[] bytes, int from, int length, int relativeId) {
        boolean plain =
                length >= SUB_AUTHORITIES_AT && bytes[from + AUTHORITY_AT] == 0 && bytes[from + AUTHORITY_AT + 1] == 0;
        if (!plain) {
            byte[] domain = new byte[length];
            System.arraycopy(bytes, from, domain, 0, length);
            append(Sids.withRelativeId(domain, relativeId));
            return;
        }
        ascii[size++] = 'S';
        ascii[size++] = '-';
        ascii[size++] = '1';
        append(Byte.toUnsignedLong(bytes[from + 4]) << 24
                | (bytes[from + 5] & 0xFF) << 16
                | (bytes[from + 6] & 0xFF) << 8
                | (bytes[from + 7] & 0xFF));
        for (int at = from + SUB_AUTHORITIES_AT; at < from + length; at += Integer.BYTES) {
            append(Byte.toUnsignedLong(bytes[at + 3]) << 24
                    | (bytes[at + 2] & 0xFF) << 16
                    | (bytes[at + 1] & 0xFF) << 8
                    | (bytes[at] & 0xFF));
        }
        append(Integer.toUnsignedLong(relativeId));
    }

    /**
     * Handles SIDs not seen in practice: authorities of more than 32 bits, which are written in hexadecimal, and SIDs
     * without sub-authorities.
     */
    private void append(ObjectSid sid) {
        byte[] text = sid.toString().getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, ascii, 0, text.length);
        size = text.length;
    }

    private void append(long number) {
        ascii[size++] = '-';
        int digits = 1;
        for (long rest = number; rest >= DECIMAL; rest /= DECIMAL) {
            digits++;
        }
        long rest = number;
        for (int at = size + digits - 1; at >= size; at--) {
            ascii[at] = (byte) ('0' + rest % DECIMAL);
            rest /= DECIMAL;
        }
        size += digits;
    }

    void writeTo(TextSink sink) {
        sink.utf8(ascii, 0, size);
    }
}
