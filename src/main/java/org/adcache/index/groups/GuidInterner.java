package org.adcache.index.groups;

import org.adcache.account.ObjectGuid;
import org.adcache.index.array.Hash;
import org.adcache.index.array.LongList;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/** Interner of GUIDs, of accounts or only named as members: numbers distinct ones while a snapshot is built. */
final class GuidInterner {
    /** The number of a GUID that was not added. */
    static final int NONE = -1;

    private final LongList high;
    private final LongList low;
    private int[] slots = new int[1 << 12];

    GuidInterner() {
        this(new LongList(), new LongList());
    }

    private GuidInterner(LongList high, LongList low) {
        this.high = high;
        this.low = low;
    }

    void write(ImageOutput out) throws StoreException {
        out.longs(high.toArray());
        out.longs(low.toArray());
    }

    /** Reads what {@link #write} wrote; no GUIDs may be added then. */
    static GuidInterner read(ImageInput in) throws StoreException {
        GuidInterner interner = new GuidInterner(new LongList(in.longs()), new LongList(in.longs()));
        int places = interner.slots.length;
        while (interner.high.size() * 2 > places) {
            places *= 2;
        }
        interner.slots = interner.table(places);
        return interner;
    }

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
            slots = table(slots.length * 2);
        }
        return high.size() - 1;
    }

    private int[] table(int places) {
        int[] table = new int[places];
        for (int id = 0; id < high.size(); id++) {
            table[slot(table, high.get(id), low.get(id))] = id + 1;
        }
        return table;
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
