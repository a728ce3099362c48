package org.adcache.index;

/** Bytes of ASCII text, whose letters compare in lower case. */
final class Ascii {
    private Ascii() {}

    static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
    }

    static boolean is(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
