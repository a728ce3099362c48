package org.adcache.lookup;

/** A growing set of ordinals, by an open-addressing table of each plus one; 0 is free. */
final class OrdinalHash {
    private static final int FIRST_PLACES = 128;

    private int[] table = new int[FIRST_PLACES];
    private int size;

    /** Whether it wasn't there. */
    boolean add(int ordinal) {
        int at = place(table, ordinal);
        if (table[at] != 0) {
            return false;
        }
        table[at] = ordinal + 1;
        size++;
        if (2 * size > table.length) {
            widen();
        }
        return true;
    }

    boolean contains(int ordinal) {
        return table[place(table, ordinal)] != 0;
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

    private static int place(int[] table, int ordinal) {
        int mask = table.length - 1;
        int at = (ordinal * 0x9E3779B9) >>> 7 & mask;
        while (table[at] != 0 && table[at] != ordinal + 1) {
            at = (at + 1) & mask;
        }
        return at;
    }
}
