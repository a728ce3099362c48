package org.adcache.http;

import java.util.Arrays;

/**
 * Writes one JSON value as UTF-8 into an array that grows. Between a start and its end it puts the commas; that every start
 * has its end, and every value in an object its name, is up to the caller. It writes what Jackson's generator would, but
 * half a surrogate pair, which a caller's JSON can hold and UTF-8 can't, as an escape.
 */
final class JsonOut {
    private static final int FIRST_BYTES = 2048;
    private static final int MAX_BYTES = 64 << 20;
    private static final int LONGEST_ESCAPE = 6;
    private static final String HEX = "0123456789ABCDEF";

    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;
    private boolean follows;

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    void writeStartObject() {
        open('{');
    }

    void writeEndObject() {
        close('}');
    }

    void writeStartArray() {
        open('[');
    }

    void writeEndArray() {
        close(']');
    }

    void writeObjectPropertyStart(String name) {
        writeName(name);
        open('{');
    }

    void writeArrayPropertyStart(String name) {
        writeName(name);
        open('[');
    }

    void writeName(String name) {
        separate();
        quote(name);
        bytes[size++] = ':';
        follows = false;
    }

    void writeStringProperty(String name, String value) {
        writeName(name);
        writeString(value);
    }

    void writeNumberProperty(String name, long value) {
        writeName(name);
        literal(Long.toString(value));
    }

    void writeBooleanProperty(String name, boolean value) {
        writeName(name);
        literal(value ? "true" : "false");
    }

    void writeString(String value) {
        separate();
        quote(value);
        follows = true;
    }

    private void open(char bracket) {
        separate();
        bytes[size++] = (byte) bracket;
        follows = false;
    }

    private void close(char bracket) {
        reserve(1);
        bytes[size++] = (byte) bracket;
        follows = true;
    }

    private void literal(String ascii) {
        separate();
        reserve(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            bytes[size++] = (byte) ascii.charAt(i);
        }
        follows = true;
    }

    /** Leaves room for one more byte. */
    private void separate() {
        reserve(2);
        if (follows) {
            bytes[size++] = ',';
        }
    }

    /** Leaves room for one more byte. */
    private void quote(String text) {
        int length = text.length();
        reserve(length + 3);
        bytes[size++] = '"';
        int plain = plainLength(text, length);
        if (plain < length) {
            escape(text, plain);
        }
        bytes[size++] = '"';
    }

    /** Writes the characters up to the first that isn't one byte as it is. */
    private int plainLength(String text, int length) {
        byte[] target = bytes;
        int at = size;
        int i = 0;
        for (; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                break;
            }
            target[at++] = (byte) c;
        }
        size = at;
        return i;
    }

    /** Leaves room for two more bytes. */
    private void escape(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            reserve(LONGEST_ESCAPE + 2);
            char c = text.charAt(i);
            if (c < 0x80) {
                escapeAscii(c);
            } else if (c < 0x800) {
                bytes[size++] = (byte) (0xC0 | c >> 6);
                continuation(c);
            } else if (!Character.isSurrogate(c)) {
                bytes[size++] = (byte) (0xE0 | c >> 12);
                continuation(c >> 6);
                continuation(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                int codePoint = Character.toCodePoint(c, text.charAt(++i));
                bytes[size++] = (byte) (0xF0 | codePoint >> 18);
                continuation(codePoint >> 12);
                continuation(codePoint >> 6);
                continuation(codePoint);
            } else {
                escapeUnit(c);
            }
        }
    }

    private void escapeAscii(char c) {
        switch (c) {
            case '"', '\\' -> escapeShort(c);
            case '\b' -> escapeShort('b');
            case '\t' -> escapeShort('t');
            case '\n' -> escapeShort('n');
            case '\f' -> escapeShort('f');
            case '\r' -> escapeShort('r');
            default -> {
                if (c < ' ') {
                    escapeUnit(c);
                } else {
                    bytes[size++] = (byte) c;
                }
            }
        }
    }

    private void escapeShort(char c) {
        bytes[size++] = '\\';
        bytes[size++] = (byte) c;
    }

    private void escapeUnit(char c) {
        escapeShort('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[size++] = (byte) HEX.charAt(c >> shift & 0xF);
        }
    }

    private void continuation(int bits) {
        bytes[size++] = (byte) (0x80 | (bits & 0x3F));
    }

    /** Ends the request instead of the process. */
    private void reserve(int more) {
        if (size + more <= bytes.length) {
            return;
        }
        long needed = (long) size + more;
        if (needed > MAX_BYTES) {
            throw new Refusal(ProblemKind.PAYLOAD_TOO_LARGE, "The answer would be larger than 64 MiB.")
                    .remedy("Ask about fewer addresses or conditions at once, or without explain.");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, Math.max(needed, 2L * bytes.length)));
    }
}
