package org.adcache.index.array;

/**
 * Growing hash set of non-negative ints, mostly ordinals: open addressing over each value plus one; 0 is free. A match
 * tests thousands of memberships with it; docs/decisions/match-answers.md has the cost of a library's set there.
 */
public final class IntHashSet {
    private static final int FIRST_PLACES = 128;

    private int[] table;
    private int size;

    public IntHashSet() {
        this(FIRST_PLACES);
    }

    /** An empty set with a table of this size, a power of two. */
    public IntHashSet(int places) {
        table = new int[places];
    }

    /** Whether the value was absent. */
    public boolean add(int value) {
        int at = place(table, value);
        if (table[at] != 0) {
            return false;
        }
        table[at] = value + 1;
        size++;
        if (2 * size > table.length) {
            widen();
        }
        return true;
    }

    public boolean contains(int value) {
        return table[place(table, value)] != 0;
    }

    private void widen() {
        int[] wider = new int[2 * table.length];
        for (int entry : table) {
            if (entry != 0) {
                wider[place(wider, entry - 1)] = entry;
            }
        }
        table = wider;
    }

    private static int place(int[] table, int value) {
        int mask = table.length - 1;
        int at = (value * 0x9E3779B9) >>> 7 & mask;
        while (table[at] != 0 && table[at] != value + 1) {
            at = (at + 1) & mask;
        }
        return at;
    }
}
