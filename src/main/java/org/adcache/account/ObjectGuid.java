package org.adcache.account;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The objectGUID: identity of an object for life, even if it is renamed. AD sends 16 bytes of which the first three
 * fields are little-endian (MS-DTYP 2.3.4.2): {@code b6b72998 1738 824f afe9 c36c1ece3b16} is {@code
 * 9829b7b6-3817-4f82-afe9-c36c1ece3b16}. Ordered by its text.
 */
public record ObjectGuid(long high, long low) implements Comparable<ObjectGuid> {
    private static final Pattern FORM = Pattern.compile("\\{?(\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12})\\}?");
    public static final int BYTES = 16;
    private static final int TEXT_LENGTH = 36;

    /**
     * Reads the 16 bytes of the attribute.
     *
     * @throws IllegalArgumentException unless there are 16
     */
    public static ObjectGuid fromBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("objectGUID has " + bytes.length + " bytes, not 16");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long high = (buffer.getInt() & 0xFFFF_FFFFL) << 32
                | (buffer.getShort() & 0xFFFFL) << 16
                | (buffer.getShort() & 0xFFFFL);
        return new ObjectGuid(high, buffer.order(ByteOrder.BIG_ENDIAN).getLong());
    }

    /** Parses the dashed form, with or without braces, in any case; empty if the text is no GUID. */
    public static Optional<ObjectGuid> parse(String text) {
        String stripped = text.strip();
        if (stripped.length() < TEXT_LENGTH || stripped.length() > TEXT_LENGTH + 2) {
            return Optional.empty();
        }
        var matcher = FORM.matcher(stripped);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String digits = matcher.group(1).replace("-", "");
        return Optional.of(
                new ObjectGuid(Long.parseUnsignedLong(digits, 0, 16, 16), Long.parseUnsignedLong(digits, 16, 32, 16)));
    }

    /** The 16 bytes in AD's mixed order, as LDAP filters need them. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) (high >>> 32))
                .putShort((short) (high >>> 16))
                .putShort((short) high)
                .order(ByteOrder.BIG_ENDIAN)
                .putLong(low)
                .array();
    }

    @Override
    public int compareTo(ObjectGuid other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        String first = hex.toHexDigits(high);
        String last = hex.toHexDigits(low);
        return new StringBuilder(TEXT_LENGTH)
                .append(first, 0, 8)
                .append('-')
                .append(first, 8, 12)
                .append('-')
                .append(first, 12, 16)
                .append('-')
                .append(last, 0, 4)
                .append('-')
                .append(last, 4, 16)
                .toString();
    }
}
