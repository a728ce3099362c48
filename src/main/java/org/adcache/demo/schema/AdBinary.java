package org.adcache.demo.schema;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/** The binary forms of GUIDs and SIDs (MS-DTYP 2.3.4 and 2.4.2). */
public final class AdBinary {
    private AdBinary() {}

    /** 16 bytes: the first three fields little-endian, the last eight bytes as they are. */
    public static byte[] guidBytes(UUID guid) {
        long high = guid.getMostSignificantBits();
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) (high >>> 32))
                .putShort((short) (high >>> 16))
                .putShort((short) high)
                .order(ByteOrder.BIG_ENDIAN)
                .putLong(guid.getLeastSignificantBits())
                .array();
    }

    /** The GUID in 16 bytes. */
    public static UUID guid(byte[] bytes) {
        if (bytes.length != 16) {
            throw new IllegalArgumentException("a GUID has 16 bytes, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long high = (buffer.getInt() & 0xFFFFFFFFL) << 32;
        high |= (buffer.getShort() & 0xFFFFL) << 16;
        high |= buffer.getShort() & 0xFFFFL;
        return new UUID(high, buffer.order(ByteOrder.BIG_ENDIAN).getLong());
    }

    /** Revision, count, authority in six bytes big-endian, then the sub-authorities little-endian. */
    public static byte[] sidBytes(String sid) {
        String[] parts = sid.split("-", -1);
        if (parts.length < 3 || !parts[0].equals("S")) {
            throw new IllegalArgumentException("not a SID: " + sid);
        }
        int count = parts.length - 3;
        ByteBuffer buffer = ByteBuffer.allocate(8 + 4 * count);
        buffer.putLong(Long.parseLong(parts[2]));
        buffer.put(0, Byte.parseByte(parts[1])).put(1, (byte) count);
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            buffer.putInt((int) Long.parseLong(parts[3 + i]));
        }
        return buffer.array();
    }

    /** The text form of a binary SID. */
    public static String sid(byte[] bytes) {
        if (bytes.length < 8 || bytes.length != 8 + 4 * bytes[1]) {
            throw new IllegalArgumentException("not a binary SID of " + bytes.length + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long authority = buffer.getLong() & 0xFFFF_FFFF_FFFFL;
        StringBuilder text =
                new StringBuilder("S-").append(bytes[0]).append('-').append(authority);
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            text.append('-').append(buffer.getInt() & 0xFFFFFFFFL);
        }
        return text.toString();
    }
}
