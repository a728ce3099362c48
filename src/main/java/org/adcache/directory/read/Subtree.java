package org.adcache.directory.read;

/** Places in the tree, told by the keys of their distinguished names. */
public final class Subtree {
    private Subtree() {}

    /** Whether the entry with the second key is the one with the first, or below it. */
    public static boolean contains(String top, String entry) {
        return entry.equals(top) || entry.endsWith("," + top);
    }
}
