package org.adcache.testing;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Writer of DER values, from the inside to the outside. */
public final class Der {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private Der() {}

    /** A value with this tag, made of parts one after the other. */
    public static byte[] value(int tag, byte[]... parts) {
        byte[] content = concatenated(parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            byte[] length = new BigInteger(1, BigInteger.valueOf(content.length).toByteArray()).toByteArray();
            int from = length[0] == 0 ? 1 : 0;
            out.write(0x80 | length.length - from);
            out.write(length, from, length.length - from);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    public static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    public static byte[] sequence(byte[]... parts) {
        return value(0x30, parts);
    }

    /** A field of a sequence: {@code [number]}. */
    public static byte[] field(int number, byte[] content) {
        return value(0xA0 | number, content);
    }

    public static byte[] integer(long number) {
        return value(0x02, BigInteger.valueOf(number).toByteArray());
    }

    public static byte[] octets(byte[] bytes) {
        return value(0x04, bytes);
    }

    /** A bit string of 32 bits. */
    public static byte[] flags(int bits) {
        return value(
                0x03, new byte[] {0, (byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits});
    }

    public static byte[] generalString(String text) {
        return value(0x1B, text.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] time(Instant time) {
        return value(0x18, TIME.format(time).getBytes(StandardCharsets.US_ASCII));
    }

    /** An object identifier by its bytes in hexadecimal. */
    public static byte[] identifier(String hex) {
        return value(0x06, HexFormat.of().parseHex(hex));
    }
}
