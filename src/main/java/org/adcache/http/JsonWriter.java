package org.adcache.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.adcache.account.ObjectGuid;
import org.adcache.account.TextSink;
import org.adcache.budget.Budget;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.ProblemKind;

/**
 * JSON generator into a growing UTF-8 array. It inserts the commas; balanced starts and ends, and a name for every
 * property of an object, are up to the caller. The output is that of Jackson's generator, except for an unpaired
 * surrogate, which JSON input can hold and UTF-8 can't: it is escaped. Text that is UTF-8 already is copied, and
 * scanned eight bytes at a time for characters to escape.
 *
 * <p>A value of more than 64 KiB continues in chunks, which count against a budget; the array that is kept for the next
 * value stays small.
 */
public final class JsonWriter implements TextSink {
    private static final int FIRST_BYTES = 2048;
    private static final int MOST_KEPT = 64 << 10;
    private static final int CHUNK_BYTES = 128 << 10;
    private static final long MAX_BYTES = 64 << 20;
    private static final int LONGEST_ESCAPE = 6;
    private static final String HEX = "0123456789ABCDEF";
    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private final Budget budget;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;
    /** What precedes {@link #bytes}, if the value is large. */
    private Optional<LargeBody> before = Optional.empty();

    private boolean follows;
    private boolean busy;
    private Instant lastInstant = Instant.EPOCH;
    private String lastInstantText = "1970-01-01T00:00:00Z";

    /** @param budget of the chunks of large values */
    JsonWriter(Budget budget) {
        this.budget = budget;
    }

    /** Starts a value. */
    void begin() {
        busy = true;
        size = 0;
        follows = false;
    }

    /** Whether a value was started and not ended. */
    boolean isBusy() {
        return busy;
    }

    /** Ends the value; the next one may start. Chunks that were not taken by {@link #large} are released. */
    void end() {
        busy = false;
        if (before.isPresent()) {
            before.get().release();
            before = Optional.empty();
            bytes = new byte[FIRST_BYTES];
        }
    }

    byte[] toByteArray() {
        if (before.isEmpty()) {
            return Arrays.copyOf(bytes, size);
        }
        ByteBuffer all = ByteBuffer.allocate(before.get().length() + size);
        before.get().putTo(all);
        return all.put(bytes, 0, size).array();
    }

    /** The value in chunks, which the caller has to release; empty if it isn't large. */
    Optional<LargeBody> large() {
        if (before.isEmpty()) {
            return before;
        }
        Optional<LargeBody> value = before;
        value.get().add(ByteBuffer.wrap(bytes, 0, size));
        before = Optional.empty();
        bytes = new byte[FIRST_BYTES];
        return value;
    }

    public void writeStartObject() {
        open('{');
    }

    public void writeEndObject() {
        close('}');
    }

    public void writeStartArray() {
        open('[');
    }

    public void writeEndArray() {
        close(']');
    }

    public void writeObjectPropertyStart(String name) {
        writeName(name);
        open('{');
    }

    public void writeArrayPropertyStart(String name) {
        writeName(name);
        open('[');
    }

    public void writeName(String name) {
        separate();
        quote(name);
        bytes[size++] = ':';
        follows = false;
    }

    /** Writes the name of the next value. */
    public void writeName(JsonName name) {
        reserve(name.length() + 2);
        if (follows) {
            bytes[size++] = ',';
        }
        name.copyTo(bytes, size);
        size += name.length();
        follows = false;
    }

    /** Writes a serialized value. */
    public void writeWritten(byte[] json) {
        separate();
        reserve(json.length);
        System.arraycopy(json, 0, bytes, size, json.length);
        size += json.length;
        follows = true;
    }

    public void writeStringProperty(String name, String value) {
        writeName(name);
        writeString(value);
    }

    public void writeNumberProperty(String name, long value) {
        writeName(name);
        writeNumber(value);
    }

    public void writeBooleanProperty(String name, boolean value) {
        writeName(name);
        writeBoolean(value);
    }

    public void writeNumber(long value) {
        literal(Long.toString(value));
    }

    public void writeBoolean(boolean value) {
        literal(value ? "true" : "false");
    }

    /** Writes the dashed form. */
    public void writeGuid(ObjectGuid guid) {
        separate();
        reserve(40);
        bytes[size++] = '"';
        hex(guid.high(), 60, 32);
        bytes[size++] = '-';
        hex(guid.high(), 28, 16);
        bytes[size++] = '-';
        hex(guid.high(), 12, 0);
        bytes[size++] = '-';
        hex(guid.low(), 60, 48);
        bytes[size++] = '-';
        hex(guid.low(), 44, 0);
        bytes[size++] = '"';
        follows = true;
    }

    private void hex(long digits, int firstShift, int lastShift) {
        for (int shift = firstShift; shift >= lastShift; shift -= 4) {
            bytes[size++] = DIGITS[(int) (digits >>> shift) & 0xF];
        }
    }

    /** Writes ISO 8601. Consecutive answers mostly carry the same instant, so its text is cached. */
    public void writeInstant(Instant instant) {
        if (!instant.equals(lastInstant)) {
            lastInstantText = instant.toString();
            lastInstant = instant;
        }
        writeString(lastInstantText);
    }

    /** Starts a string; {@link #endText} ends it. */
    public TextSink startText() {
        separate();
        bytes[size++] = '"';
        return this;
    }

    @Override
    public void utf8(byte[] text, int from, int to) {
        int at = from;
        while (at < to) {
            int plain = plainEnd(text, at, to);
            reserve(plain - at + LONGEST_ESCAPE + 1);
            System.arraycopy(text, at, bytes, size, plain - at);
            size += plain - at;
            at = plain;
            if (at < to) {
                escapeAscii((char) text[at++]);
            }
        }
    }

    @Override
    public void utf16(String text) {
        reserve(2);
        escape(text, 0);
    }

    public void endText() {
        reserve(1);
        bytes[size++] = '"';
        follows = true;
    }

    /** Index of the first control character, quotation mark or backslash; {@code to} if there is none. */
    private static int plainEnd(byte[] text, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES) {
            long word = (long) LONG.get(text, at);
            if ((below(word, ' ') | below(word ^ EACH * '"', 1) | below(word ^ EACH * '\\', 1)) != 0) {
                break;
            }
            at += Long.BYTES;
        }
        while (at < to && (text[at] < 0 || (text[at] >= ' ' && text[at] != '"' && text[at] != '\\'))) {
            at++;
        }
        return at;
    }

    /** Non-zero if one of the eight bytes is below a limit of at most 128, unsigned; occasionally also if none is. */
    private static long below(long word, int limit) {
        return (word - EACH * limit) & ~word & HIGH_BITS;
    }

    public void writeString(String value) {
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

    /** Reserves one more byte. */
    private void separate() {
        reserve(2);
        if (follows) {
            bytes[size++] = ',';
        }
    }

    /** Reserves one more byte. */
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

    /** Writes the characters up to the first that isn't plain ASCII. */
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

    /** Reserves two more bytes. */
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

    private void reserve(int more) {
        if (size + more > bytes.length) {
            grow(more);
        }
    }

    private void grow(int more) {
        int needed = Math.addExact(size, more);
        if (before.isEmpty() && needed <= MOST_KEPT) {
            bytes = Arrays.copyOf(bytes, Math.min(MOST_KEPT, Math.max(needed, 2 * bytes.length)));
        } else {
            startChunk(more);
        }
    }

    /** Starts the next chunk; above the limit the request fails instead of the process. */
    private void startChunk(int more) {
        LargeBody body = before.orElseGet(() -> new LargeBody(budget));
        before = Optional.of(body);
        int capacity = Math.max(CHUNK_BYTES, more);
        int needed = body.length() == 0 ? bytes.length + capacity : capacity;
        if (body.length() + (long) size + more > MAX_BYTES || body.taken() + needed > budget.limit()) {
            throw new HttpProblem(
                            ProblemKind.PAYLOAD_TOO_LARGE,
                            "The answer would be larger than " + (Math.min(MAX_BYTES, budget.limit()) >> 20) + " MiB.")
                    .remedy("Ask about fewer addresses or conditions at once, or without explain.");
        }
        body.take(needed);
        body.add(ByteBuffer.wrap(bytes, 0, size));
        bytes = new byte[capacity];
        size = 0;
    }
}
