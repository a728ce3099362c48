package org.adcache.index.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.adcache.account.TextSink;
import org.adcache.index.array.Ascii;

/**
 * Text inside a packed record: one piece, or two joined by an {@code @}, of which the second is shared. A piece is
 * UTF-8; a text with an unpaired surrogate is one piece of UTF-16.
 */
public final class RecordText {
    private static final int IN_ONE = -1;
    private static final byte[] AT = {'@'};

    private byte[] first = {};
    private int from;
    private int to;
    private boolean wide;
    private byte[] second = {};
    private int secondFrom;
    private int secondTo = IN_ONE;

    void set(byte[] bytes, int start, int end, boolean utf16) {
        first = bytes;
        from = start;
        to = end;
        wide = utf16;
        secondTo = IN_ONE;
    }

    /** Sets the second piece. */
    void followBy(SharedTexts shared, int number) {
        second = shared.chunk(number);
        secondFrom = shared.start(number);
        secondTo = secondFrom + shared.length(number);
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    boolean wide() {
        return wide;
    }

    /** Whether it is plain: ASCII, not empty, without surrounding space. */
    boolean isPlain() {
        if (wide) {
            return false;
        }
        if (secondTo == IN_ONE) {
            return from < to && Ascii.is(first, from, to) && !isSpace(first[from]) && !isSpace(first[to - 1]);
        }
        return Ascii.is(first, from, to)
                && Ascii.is(second, secondFrom, secondTo)
                && (from == to || !isSpace(first[from]))
                && (secondFrom == secondTo || !isSpace(second[secondTo - 1]));
    }

    private static boolean isSpace(byte b) {
        return Character.isWhitespace(b);
    }

    /** The length in bytes. */
    public int length() {
        return to - from + (secondTo == IN_ONE ? 0 : 1 + secondTo - secondFrom);
    }

    /** Compares a plain text, in lower case, with a prefix; equal if it starts with it. */
    public int compare(byte[] prefix) {
        int difference = compare(first, from, to, prefix, 0);
        int done = to - from;
        if (difference != 0 || done >= prefix.length) {
            return difference;
        }
        if (secondTo == IN_ONE) {
            return -1;
        }
        if (prefix[done] != '@') {
            return '@' - (prefix[done] & 0xFF);
        }
        int more = compare(second, secondFrom, secondTo, prefix, done + 1);
        return more == 0 && done + 1 + secondTo - secondFrom < prefix.length ? -1 : more;
    }

    private static int compare(byte[] text, int start, int end, byte[] prefix, int prefixFrom) {
        int common = Math.min(end - start, prefix.length - prefixFrom);
        for (int i = 0; i < common; i++) {
            int difference = Ascii.lower(text[start + i]) - (prefix[prefixFrom + i] & 0xFF);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    /** Whether the first piece of a plain text contains a text, in lower case. */
    public boolean has(byte[] text) {
        for (int start = from; start <= to - text.length; start++) {
            if (compare(first, start, to, text, 0) == 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether it equals this key when its ASCII letters are lowered. */
    public boolean is(String key) {
        int length = to - from;
        if (secondTo == IN_ONE) {
            return key.length() == length && isLowered(first, from, to, key, 0);
        }
        return key.length() == length()
                && key.charAt(length) == '@'
                && isLowered(first, from, to, key, 0)
                && isLowered(second, secondFrom, secondTo, key, length + 1);
    }

    private static boolean isLowered(byte[] text, int start, int end, String key, int keyFrom) {
        for (int i = start; i < end; i++) {
            if (Ascii.lower(text[i]) != key.charAt(keyFrom + i - start)) {
                return false;
            }
        }
        return true;
    }

    /** Eight bytes of a plain text in lower case, in the form of {@code MultikeyQuicksort.Strings#word}. */
    public long word(int position) {
        long word = 0;
        int ofFirst = to - from;
        int end = Math.min(length(), position + Long.BYTES);
        for (int i = position; i < end; i++) {
            int b = i < ofFirst
                    ? Ascii.lower(first[from + i])
                    : i == ofFirst ? '@' : Ascii.lower(second[secondFrom + i - ofFirst - 1]);
            word = word << Byte.SIZE | b;
        }
        return end <= position ? 0 : word << ((Long.BYTES - (end - position)) * Byte.SIZE);
    }

    /** The first piece in lower case. */
    byte[] lowered() {
        byte[] lowered = new byte[to - from];
        for (int i = 0; i < lowered.length; i++) {
            lowered[i] = (byte) Ascii.lower(first[from + i]);
        }
        return lowered;
    }

    void writeTo(TextSink sink) {
        if (wide) {
            sink.utf16(toString());
            return;
        }
        sink.utf8(first, from, to);
        if (secondTo != IN_ONE) {
            sink.utf8(AT, 0, AT.length);
            sink.utf8(second, secondFrom, secondTo);
        }
    }

    /** Writes the second piece if it is ASCII without surrounding space; false otherwise. */
    boolean writeSecondTo(TextSink sink) {
        boolean plain = secondFrom < secondTo
                && Ascii.is(second, secondFrom, secondTo)
                && !isSpace(second[secondFrom])
                && !isSpace(second[secondTo - 1]);
        if (plain) {
            sink.utf8(second, secondFrom, secondTo);
        }
        return plain;
    }

    @Override
    public String toString() {
        if (wide) {
            return ByteBuffer.wrap(first, from, to - from).asCharBuffer().toString();
        }
        String text = new String(first, from, to - from, StandardCharsets.UTF_8);
        return secondTo == IN_ONE
                ? text
                : text + '@' + new String(second, secondFrom, secondTo - secondFrom, StandardCharsets.UTF_8);
    }
}
