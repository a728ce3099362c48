package org.adcache.directory;

/** Places in the tree, told by the keys of their distinguished names. */
final class Subtree {
    private Subtree() {}

    /** Whether the entry with the second key is the one with the first, or below it. */
    static boolean contains(String top, String entry) {
        return entry.equals(top) || entry.endsWith("," + top);
    }
}
