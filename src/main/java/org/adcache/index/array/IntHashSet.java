package org.adcache.index.array;

/**
 * Growing set of ints that aren't negative, mostly ordinals: an open-addressing table of each plus one; 0 is free.
 * A match tests thousands of memberships with it; see docs/decisions/match-answers.md for what a library's set
 * takes there.
 */
public final class IntHashSet {
    private static final int FIRST_PLACES = 128;

    private int[] table;
    private int size;

    public IntHashSet() {
        this(FIRST_PLACES);
    }

    /** An empty set with a table of so many places, a power of two. */
    public IntHashSet(int places) {
        table = new int[places];
    }

    /** Whether it wasn't there. */
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
