package org.adcache.store.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.encoding.Varint;
import org.adcache.store.MalformedRecordException;

/** Bounds-checked reader of what {@link CompactWriter} wrote; truncated or wrong bytes are detected. */
public final class CompactReader {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private int at;

    public CompactReader(byte[] bytes) {
        this(bytes, 0);
    }

    public CompactReader(byte[] bytes, int position) {
        this.bytes = bytes;
        this.at = position;
    }

    int position() {
        return at;
    }

    int number() {
        int start = at;
        skip(1);
        while (bytes[at - 1] < 0) {
            if (at - start == Varint.MAX_BYTES) {
                throw new MalformedRecordException("number is too long");
            }
            skip(1);
        }
        return Varint.read(bytes, start);
    }

    /** Reads a number of elements of at least a byte each. */
    public int count() {
        int count = number();
        if (count < 0 || count > bytes.length - at) {
            throw new MalformedRecordException("count exceeds the record");
        }
        return count;
    }

    void skip(int length) {
        if (length < 0 || length > bytes.length - at) {
            throw new MalformedRecordException("record is cut short");
        }
        at += length;
    }

    void skipText() {
        skip(number() >>> 1);
    }

    /** Skips bytes preceded by their length. */
    void skipBytes() {
        skip(number());
    }

    public byte[] bytes(int length) {
        skip(length);
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    byte[] rest() {
        return bytes(bytes.length - at);
    }

    public String text() {
        int header = number();
        skip(header >>> 1);
        return text(bytes, at - (header >>> 1), at, (header & 1) != 0);
    }

    static String text(byte[] bytes, int from, int to, boolean utf16) {
        return utf16
                ? ByteBuffer.wrap(bytes, from, to - from).asCharBuffer().toString()
                : new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    public static long longAt(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    ObjectGuid guid() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes(ObjectGuid.BYTES));
        return new ObjectGuid(buffer.getLong(), buffer.getLong());
    }

    ObjectSid sid() {
        return ObjectSid.fromBytes(bytes(number()));
    }

    public void end() {
        if (at != bytes.length) {
            throw new MalformedRecordException("record is too long");
        }
    }
}
