package org.adcache.store.record;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.encoding.Varint;

/**
 * Writer of compact values: numbers as {@link Varint}, texts as length and bytes. A text is UTF-8, unless it contains
 * an unpaired surrogate, which UTF-8 can't encode; the lowest bit of the length marks UTF-16.
 */
public final class CompactWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    public CompactWriter number(int value) {
        Varint.write(value, out);
        return this;
    }

    public CompactWriter bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public CompactWriter text(String text) {
        boolean utf16 = hasHalfPair(text);
        byte[] bytes = utf16 ? utf16(text) : text.getBytes(StandardCharsets.UTF_8);
        return number((bytes.length << 1) | (utf16 ? 1 : 0)).bytes(bytes);
    }

    CompactWriter guid(ObjectGuid guid) {
        return bytes(ByteBuffer.allocate(ObjectGuid.BYTES)
                .putLong(guid.high())
                .putLong(guid.low())
                .array());
    }

    CompactWriter sid(ObjectSid sid) {
        byte[] bytes = sid.toBytes();
        return number(bytes.length).bytes(bytes);
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }

    /** Encodes without Java's encoder, which would replace an unpaired surrogate. */
    private static byte[] utf16(String text) {
        ByteBuffer buffer = ByteBuffer.allocate(2 * text.length());
        text.chars().forEach(c -> buffer.putChar((char) c));
        return buffer.array();
    }

    private static boolean hasHalfPair(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
