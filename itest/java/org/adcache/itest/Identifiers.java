package org.adcache.itest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/** Text forms of Active Directory's binary identifiers (MS-DTYP 2.3.4 and 2.4.2). */
final class Identifiers {
    private Identifiers() {}

    /** An objectGUID: the first three fields are little-endian. */
    static String guid(byte[] bytes) {
        ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%08x-%04x-%04x-", little.getInt(0), little.getShort(4), little.getShort(6)));
        for (int i = 8; i < 16; i++) {
            text.append(String.format(Locale.ROOT, i == 10 ? "-%02x" : "%02x", bytes[i]));
        }
        return text.toString();
    }

    /** An objectSid: the authority is big-endian, the rest little-endian and unsigned. */
    static String sid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long authority = buffer.getLong(0) & 0xffff_ffff_ffffL;
        StringBuilder text = new StringBuilder("S-" + bytes[0] + "-" + authority);
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < bytes[1]; i++) {
            text.append('-').append(Integer.toUnsignedLong(buffer.getInt(8 + 4 * i)));
        }
        return text.toString();
    }
}
