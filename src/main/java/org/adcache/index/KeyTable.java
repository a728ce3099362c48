package org.adcache.index;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * From keys to the ordinals of their owners: an open-addressing table of ints that holds neither keys nor objects. A key
 * has one entry for each owner, in the probe sequence of its hash; a byte of the hash beside each entry spares most
 * comparisons, and whoever finds an entry compares the account's key with the one asked for, so that equal hashes can't
 * give a wrong answer.
 *
 * <pre>
 *   key      jo@a.example    info@a.example (two owners)    al@a.example
 *   hash             …12                             …34             …35
 *
 *   slot         2    3    4    5    6
 *   ordinal+1   18    0   41   42    8      slot = hash % 8, the next one if taken; 0 is free
 *   tag         7f    .   c3   c3   c4      bits 56 to 63 of the hash
 * </pre>
 */
final class KeyTable {
    private final int[] slots;
    private final byte[] tags;
    private final int mask;
    private final int size;

    private KeyTable(int[] slots, byte[] tags, int size) {
        this.slots = slots;
        this.tags = tags;
        this.size = size;
        this.mask = slots.length - 1;
    }

    /** The ordinals with this hash that {@code owns} confirms, ascending. */
    int[] find(long hash, IntPredicate owns) {
        IntList found = new IntList(1);
        byte tag = tag(hash);
        for (int i = (int) hash & mask; slots[i] != 0; i = (i + 1) & mask) {
            if (tags[i] == tag && owns.test(slots[i] - 1)) {
                found.add(slots[i] - 1);
            }
        }
        int[] ordinals = found.toArray();
        if (ordinals.length < 2) {
            return ordinals;
        }
        Arrays.sort(ordinals);
        return distinct(ordinals);
    }

    /** An owner is found twice if the tag of another key of his in the same probe sequence is the same. */
    private static int[] distinct(int[] ascending) {
        int kept = 1;
        for (int i = 1; i < ascending.length; i++) {
            if (ascending[i] != ascending[i - 1]) {
                ascending[kept++] = ascending[i];
            }
        }
        return kept == ascending.length ? ascending : Arrays.copyOf(ascending, kept);
    }

    /** How many pairs of a key and an owner there are. */
    int size() {
        return size;
    }

    private static byte tag(long hash) {
        return (byte) (hash >>> 56);
    }

    /** Collects the entries, and the hashes that come more than once. */
    static final class Builder {
        private final LongList hashes = new LongList();
        private final IntList owners = new IntList();

        void add(long hash, int owner) {
            hashes.add(hash);
            owners.add(owner);
        }

        /**
         * Makes the table of at most three quarters full.
         *
         * @param ordinals the ordinal of each owner that was added
         * @param shared takes each hash that has more than one owner, once for every owner after the first
         */
        KeyTable build(int[] ordinals, LongList shared) {
            int capacity = Math.max(2, Integer.highestOneBit(Math.max(1, owners.size() + owners.size() / 3)) * 2);
            int[] slots = new int[capacity];
            byte[] tags = new byte[capacity];
            long[] held = new long[capacity];
            int size = 0;
            for (int i = 0; i < owners.size(); i++) {
                long hash = hashes.get(i);
                int entry = ordinals[owners.get(i)] + 1;
                int at = (int) hash & (capacity - 1);
                boolean taken = false;
                while (slots[at] != 0 && !(held[at] == hash && slots[at] == entry)) {
                    taken |= held[at] == hash;
                    at = (at + 1) & (capacity - 1);
                }
                if (slots[at] != 0) {
                    continue;
                }
                size++;
                slots[at] = entry;
                tags[at] = tag(hash);
                held[at] = hash;
                if (taken) {
                    shared.add(hash);
                }
            }
            return new KeyTable(slots, tags, size);
        }
    }
}
