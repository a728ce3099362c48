package org.adcache.account;

/** Consumer of a text in one or more pieces. */
public interface TextSink {
    /** Consumes a piece of UTF-8. */
    void utf8(byte[] bytes, int from, int to);

    /** Consumes a text with an unpaired surrogate, which UTF-8 can't encode. */
    void utf16(String text);
}
