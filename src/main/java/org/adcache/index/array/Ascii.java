package org.adcache.index.array;

/** ASCII text as bytes, compared in lower case. */
public final class Ascii {
    private Ascii() {}

    public static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
    }

    public static boolean is(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
