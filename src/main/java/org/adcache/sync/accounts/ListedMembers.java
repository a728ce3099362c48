package org.adcache.sync.accounts;

import java.util.function.Consumer;
import org.adcache.account.ObjectGuid;

/**
 * Set of GUIDs that groups list and of those that were read: what is listed and was not read is left. An open-addressing
 * hash table:
 *
 * <pre>
 * slot           0      1                      2
 * GUID           0, 0   0x9829b7b6…, 0xafe9…   0, 0
 * state          0      LISTED | READ          0
 * </pre>
 *
 * A slot whose state is 0 is free.
 */
final class ListedMembers {
    private static final int LISTED = 1;
    private static final int READ = 2;

    private long[] guids = new long[2 * 1024];
    private byte[] states = new byte[1024];
    private int size;

    void list(ObjectGuid guid) {
        add(guid, LISTED);
    }

    void read(ObjectGuid guid) {
        add(guid, READ);
    }

    boolean isListed(ObjectGuid guid) {
        return (states[slot(guid.high(), guid.low())] & LISTED) != 0;
    }

    /** Visits the GUIDs that are listed and were not read. */
    void forEachLeft(Consumer<ObjectGuid> visitor) {
        for (int slot = 0; slot < states.length; slot++) {
            if (states[slot] == LISTED) {
                visitor.accept(new ObjectGuid(guids[2 * slot], guids[2 * slot + 1]));
            }
        }
    }

    private void add(ObjectGuid guid, int state) {
        int slot = slot(guid.high(), guid.low());
        if (states[slot] == 0) {
            guids[2 * slot] = guid.high();
            guids[2 * slot + 1] = guid.low();
            size++;
        }
        states[slot] |= (byte) state;
        if (2 * size > states.length) {
            grow();
        }
    }

    private void grow() {
        long[] oldGuids = guids;
        byte[] oldStates = states;
        guids = new long[2 * oldGuids.length];
        states = new byte[2 * oldStates.length];
        for (int old = 0; old < oldStates.length; old++) {
            if (oldStates[old] != 0) {
                int slot = slot(oldGuids[2 * old], oldGuids[2 * old + 1]);
                guids[2 * slot] = oldGuids[2 * old];
                guids[2 * slot + 1] = oldGuids[2 * old + 1];
                states[slot] = oldStates[old];
            }
        }
    }

    private int slot(long high, long low) {
        long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9e3779b97f4a7c15L;
        int mask = states.length - 1;
        int slot = (int) (mixed ^ (mixed >>> 32)) & mask;
        while (states[slot] != 0 && (guids[2 * slot] != high || guids[2 * slot + 1] != low)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
