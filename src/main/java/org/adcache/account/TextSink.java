package org.adcache.account;

/** Takes a text in one or more pieces. */
public interface TextSink {
    /** Takes a piece of UTF-8. */
    void utf8(byte[] bytes, int from, int to);

    /** Takes a text that has half a surrogate pair in it, which UTF-8 can't express. */
    void utf16(String text);
}
