package org.adcache.kerberos.negotiate;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reader of the content of one DER value (X.690 section 10): tags of one byte, lengths that are definite and as short as
 * possible. Kerby's reader also takes other forms, and ignores what follows a value; here each byte of a token belongs
 * to a value, so that JGSS can't find another ticket in it.
 */
final class DerReader {
    private static final int INDEFINITE = 0x80;
    private static final int MOST_LENGTH_BYTES = 3;
    private static final int MOST_NUMBER_BYTES = 8;

    private final ByteBuffer content;

    DerReader(byte[] content) {
        this(ByteBuffer.wrap(content));
    }

    private DerReader(ByteBuffer content) {
        this.content = content;
    }

    /** Whether the next value has this tag. */
    boolean hasNext(int tag) {
        return content.hasRemaining() && Byte.toUnsignedInt(content.get(content.position())) == tag;
    }

    /** The content of the next value, which must have this tag. */
    DerReader next(int tag) throws TokenFormatException {
        if (!hasNext(tag)) {
            throw new TokenFormatException(String.format("no value with the tag %02x where one is expected", tag));
        }
        content.get();
        int length = length();
        if (length > content.remaining()) {
            throw new TokenFormatException("a value ends too early");
        }
        DerReader value = new DerReader(content.slice(content.position(), length));
        content.position(content.position() + length);
        return value;
    }

    /** The content of the value with this tag, which is all that is left. */
    DerReader only(int tag) throws TokenFormatException {
        DerReader value = next(tag);
        end();
        return value;
    }

    /** Skips the next value if it has this tag. */
    void skip(int tag) throws TokenFormatException {
        if (hasNext(tag)) {
            next(tag);
        }
    }

    /** Checks that nothing is left. */
    void end() throws TokenFormatException {
        if (content.hasRemaining()) {
            throw new TokenFormatException("more bytes than expected");
        }
    }

    boolean isEmpty() {
        return !content.hasRemaining();
    }

    /** All bytes that are left. */
    byte[] bytes() {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    long number() throws TokenFormatException {
        byte[] bytes = bytes();
        if (bytes.length == 0 || bytes.length > MOST_NUMBER_BYTES) {
            throw new TokenFormatException("a number of " + bytes.length + " bytes");
        }
        return new BigInteger(bytes).longValueExact();
    }

    private int length() throws TokenFormatException {
        int first = octet();
        if (first < INDEFINITE) {
            return first;
        }
        int count = first & 0x7F;
        if (count == 0 || count > MOST_LENGTH_BYTES) {
            throw new TokenFormatException("a length of an unexpected form");
        }
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = (length << Byte.SIZE) | octet();
        }
        if (length < INDEFINITE || (length >>> ((count - 1) * Byte.SIZE)) == 0) {
            throw new TokenFormatException("a length that is longer than needed");
        }
        return length;
    }

    private int octet() throws TokenFormatException {
        if (!content.hasRemaining()) {
            throw new TokenFormatException("a value ends too early");
        }
        return Byte.toUnsignedInt(content.get());
    }
}
