package org.adcache.index;

import org.adcache.account.ObjectGuid;

/** Gives each distinct GUID, of an account or only named as a member, a number while a snapshot is built. */
final class GuidInterner {
    /** The number of a GUID that was not added. */
    static final int NONE = -1;

    private final LongList high = new LongList();
    private final LongList low = new LongList();
    private int[] slots = new int[1 << 12];

    int idOf(ObjectGuid guid) {
        return idOf(guid.high(), guid.low());
    }

    int idOf(long guidHigh, long guidLow) {
        int at = slot(slots, guidHigh, guidLow);
        if (slots[at] != 0) {
            return slots[at] - 1;
        }
        high.add(guidHigh);
        low.add(guidLow);
        slots[at] = high.size();
        if (high.size() * 2 > slots.length) {
            int[] wider = new int[slots.length * 2];
            for (int id = 0; id < high.size(); id++) {
                wider[slot(wider, high.get(id), low.get(id))] = id + 1;
            }
            slots = wider;
        }
        return high.size() - 1;
    }

    int find(ObjectGuid guid) {
        return slots[slot(slots, guid.high(), guid.low())] - 1;
    }

    ObjectGuid guid(int id) {
        return new ObjectGuid(high.get(id), low.get(id));
    }

    int size() {
        return high.size();
    }

    private int slot(int[] table, long guidHigh, long guidLow) {
        int mask = table.length - 1;
        int at = (int) Hash.ofGuid(guidHigh, guidLow) & mask;
        while (table[at] != 0 && (high.get(table[at] - 1) != guidHigh || low.get(table[at] - 1) != guidLow)) {
            at = (at + 1) & mask;
        }
        return at;
    }
}
