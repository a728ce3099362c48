package org.adcache.index.words;

import java.util.Arrays;
import org.adcache.encoding.Varint;

/** Cursor over the words that {@link SearchWords} wrote. */
public final class WordReader {
    private final byte[] words;
    private int position;

    public WordReader(byte[] words, int position) {
        this.words = words;
        this.position = position;
    }

    boolean hasNext() {
        return position < words.length;
    }

    /** Reads the byte before a token. */
    int head() {
        return words[position++] & 0xFF;
    }

    /** Reads a text; returns it behind a byte given by the caller. */
    byte[] next(byte first) {
        int length = length();
        byte[] text = new byte[length + 1];
        text[0] = first;
        System.arraycopy(words, position, text, 1, length);
        position += length;
        return text;
    }

    public void skip() {
        int length = length();
        position += length;
    }

    /** Reads a text. */
    public byte[] next() {
        int length = length();
        position += length;
        return Arrays.copyOfRange(words, position - length, position);
    }

    public int position() {
        return position;
    }

    private int length() {
        int length = Varint.read(words, position);
        position = Varint.end(words, position);
        return length;
    }
}
