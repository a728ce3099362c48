package org.adcache.account;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Security identifier, {@code S-1-5-21-…-1104} (MS-DTYP 2.4.2): revision 1, an authority of 48 bits big-endian and up
 * to 15 sub-authorities, 32 bits little-endian and unsigned. Stored in its binary form.
 */
public final class ObjectSid {
    private static final int HEADER = 8;
    private static final int MAX_SUB_AUTHORITIES = 15;
    private static final Pattern FORM =
            Pattern.compile("[sS]-1-(\\d{1,15}|0[xX]\\p{XDigit}{1,12})((-\\d{1,10}){0,15})");

    private final byte[] bytes;

    private ObjectSid(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads the bytes of the attribute.
     *
     * @throws IllegalArgumentException if they are no SID of revision 1
     */
    public static ObjectSid fromBytes(byte[] bytes) {
        if (bytes.length < HEADER
                || bytes[0] != 1
                || bytes[1] < 0
                || bytes[1] > MAX_SUB_AUTHORITIES
                || bytes.length != HEADER + 4 * bytes[1]) {
            throw new IllegalArgumentException("objectSid of " + bytes.length + " bytes is malformed");
        }
        return new ObjectSid(bytes.clone());
    }

    /** Parses {@code S-1-…}, in either case of the S; empty if the text is no SID. */
    public static Optional<ObjectSid> parse(String text) {
        String stripped = text.strip();
        if (!stripped.regionMatches(true, 0, "S-1-", 0, 4)) {
            return Optional.empty();
        }
        var matcher = FORM.matcher(stripped);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long authority = authority(matcher.group(1));
        String[] parts = matcher.group(2).isEmpty()
                ? new String[0]
                : matcher.group(2).substring(1).split("-");
        byte[] bytes = new byte[HEADER + 4 * parts.length];
        ByteBuffer buffer = header(bytes, authority, parts.length);
        for (String part : parts) {
            long subAuthority = Long.parseLong(part);
            if (subAuthority > 0xFFFF_FFFFL) {
                return Optional.empty();
            }
            buffer.putInt((int) subAuthority);
        }
        return authority >> 48 == 0 ? Optional.of(new ObjectSid(bytes)) : Optional.empty();
    }

    private static long authority(String text) {
        return text.length() > 1 && (text.charAt(1) == 'x' || text.charAt(1) == 'X')
                ? Long.parseLong(text, 2, text.length(), 16)
                : Long.parseLong(text);
    }

    private static ByteBuffer header(byte[] bytes, long authority, int subAuthorities) {
        return ByteBuffer.wrap(bytes)
                .put((byte) 1)
                .put((byte) subAuthorities)
                .putShort((short) (authority >>> 32))
                .putInt((int) authority)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    /** The domain's SID: this one without its last sub-authority, the relative identifier; empty if there is none. */
    public Optional<ObjectSid> domain() {
        if (bytes[1] == 0) {
            return Optional.empty();
        }
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - 4);
        shorter[1]--;
        return Optional.of(new ObjectSid(shorter));
    }

    /** The SID of the account with this relative identifier (unsigned) in the domain that this SID names. */
    public ObjectSid withRelativeId(int relativeId) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 4);
        longer[1]++;
        ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length, relativeId);
        return fromBytes(longer);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectSid sid && Arrays.equals(bytes, sid.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long authority = ((buffer.getShort(2) & 0xFFFFL) << 32) | (buffer.getInt(4) & 0xFFFF_FFFFL);
        StringBuilder text = new StringBuilder("S-1-");
        text.append(authority >= 1L << 32 ? String.format(Locale.ROOT, "0x%012x", authority) : authority);
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        for (int at = HEADER; at < bytes.length; at += 4) {
            text.append('-').append(Integer.toUnsignedString(buffer.getInt(at)));
        }
        return text.toString();
    }
}
