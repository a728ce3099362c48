package org.adcache.directory.read;

/** Subtree test on the keys of distinguished names. */
public final class Subtree {
    private Subtree() {}

    /** Whether {@code entry} is {@code top} or below it. */
    public static boolean contains(String top, String entry) {
        return entry.equals(top) || entry.endsWith("," + top);
    }
}
