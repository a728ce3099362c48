package org.adcache.sync.accounts;

import java.util.HashSet;
import java.util.Set;
import org.adcache.account.DistinguishedName;
import org.adcache.account.ObjectGuid;

/**
 * Set of the listed accounts' GUIDs, each with a hash of its name, from which accounts are crossed off. An
 * open-addressing hash table of three longs per slot, so that a million accounts take 50 MB:
 *
 * <pre>
 * slot           0                1                2
 * GUID, high     0                0x9829b7b638174f82  0
 * GUID, low      0                0xafe9c36c1ece3b16  0
 * hash of DN     0                0x5be1c20f77aa01d3  0
 * </pre>
 *
 * A slot whose GUID is 0 is free; the nil GUID is no object's (RFC 4122 section 4.1.7).
 */
public final class ReconciliationSet {
    private static final int SLOT = 3;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private long[] table = new long[SLOT * 1024];
    private int size;

    public void add(ObjectGuid guid, DistinguishedName name) {
        if ((size + 1) * 2 * SLOT > table.length) {
            grow();
        }
        if (insert(table, guid.high(), guid.low(), hash(name))) {
            size++;
        }
    }

    int size() {
        return size;
    }

    /** Crosses an account off; returns whether it was listed with this name. */
    public boolean crossOff(ObjectGuid guid, DistinguishedName name) {
        int slot = find(table, guid.high(), guid.low());
        if (isFree(table, slot)) {
            return false;
        }
        boolean same = table[slot + 2] == hash(name);
        // The slot stays occupied, because probe sequences lead through it; a hash of 0 marks it as crossed off.
        table[slot + 2] = 0;
        return same;
    }

    /** The accounts that were not crossed off. */
    public Set<ObjectGuid> rest() {
        Set<ObjectGuid> rest = new HashSet<>();
        for (int slot = 0; slot < table.length; slot += SLOT) {
            if (!isFree(table, slot) && table[slot + 2] != 0) {
                rest.add(new ObjectGuid(table[slot], table[slot + 1]));
            }
        }
        return rest;
    }

    private void grow() {
        long[] larger = new long[table.length * 2];
        for (int slot = 0; slot < table.length; slot += SLOT) {
            if (!isFree(table, slot)) {
                insert(larger, table[slot], table[slot + 1], table[slot + 2]);
            }
        }
        table = larger;
    }

    private static boolean insert(long[] table, long high, long low, long hash) {
        int slot = find(table, high, low);
        boolean added = isFree(table, slot);
        table[slot] = high;
        table[slot + 1] = low;
        table[slot + 2] = hash;
        return added;
    }

    private static int find(long[] table, long high, long low) {
        int slots = table.length / SLOT;
        int slot = (int) (mix(high, low) & (slots - 1)) * SLOT;
        while (!isFree(table, slot) && (table[slot] != high || table[slot + 1] != low)) {
            slot = slot + SLOT == table.length ? 0 : slot + SLOT;
        }
        return slot;
    }

    private static boolean isFree(long[] table, int slot) {
        return table[slot] == 0 && table[slot + 1] == 0;
    }

    private static long mix(long high, long low) {
        long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9e3779b97f4a7c15L;
        return mixed ^ (mixed >>> 32);
    }

    /** FNV-1a hash of the name's key; never 0. */
    private static long hash(DistinguishedName name) {
        String key = name.key();
        long hash = FNV_OFFSET;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * FNV_PRIME;
        }
        return hash == 0 ? 1 : hash;
    }
}
