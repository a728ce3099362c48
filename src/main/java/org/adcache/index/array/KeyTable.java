package org.adcache.index.array;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/**
 * Hash table from keys to the ordinals of their owners: open addressing over ints, without keys or objects. Entries
 * are in the order of their hashes and the table is three quarters full, so that it is built by sorting and the owners
 * of one key are adjacent. A tag of one byte of the hash per entry avoids most comparisons; the caller then compares
 * the account's key with the one requested, so that a hash collision can't give a wrong answer.
 *
 * <pre>
 *   key      jo@a.example    info@a.example (two owners)    al@a.example
 *   hash     1a…7f           52…c3                           53…c4         of 32 bits
 *
 *   slot         0    1    2    3    4    5
 *   ordinal+1   18    0   41   42    8    0      slot = hash * 6 / 2^32, or the first free one behind; 0 is free
 *   tag         7f    .   c3   c3   c4    .      the last 8 bits of the hash
 * </pre>
 */
public final class KeyTable {
    private final int[] slots;
    private final byte[] tags;
    private final int capacity;
    private final int size;

    private KeyTable(int[] slots, byte[] tags, int capacity, int size) {
        this.slots = slots;
        this.tags = tags;
        this.capacity = capacity;
        this.size = size;
    }

    public void write(ImageOutput out) throws StoreException {
        out.ints(slots);
        out.bytes(tags);
        out.number(capacity);
        out.number(size);
    }

    public static KeyTable read(ImageInput in) throws StoreException {
        return new KeyTable(in.ints(), in.bytes(), Math.toIntExact(in.number()), Math.toIntExact(in.number()));
    }

    /** Returns the ordinals with this hash that {@code owns} confirms, ascending. */
    public int[] find(long hash, IntPredicate owns) {
        int[] found = NONE;
        byte tag = (byte) shortened(hash);
        for (int at = slot(shortened(hash), capacity); slots[at] != 0; at++) {
            int ordinal = slots[at] - 1;
            if (tags[at] == tag && owns.test(ordinal)) {
                found = Arrays.copyOf(found, found.length + 1);
                found[found.length - 1] = ordinal;
            }
        }
        return found.length < 2 ? found : distinct(found);
    }

    /**
     * Visits the owners of each run of at least two neighbouring entries with one tag: those of one key are in the same
     * run, beside others now and then.
     */
    public void forEachRun(Consumer<int[]> visitor) {
        int at = 0;
        while (at < slots.length) {
            int end = at + 1;
            while (slots[at] != 0 && end < slots.length && slots[end] != 0 && tags[end] == tags[at]) {
                end++;
            }
            if (end - at > 1) {
                visitor.accept(distinct(
                        Arrays.stream(slots, at, end).map(slot -> slot - 1).toArray()));
            }
            at = end;
        }
    }

    private static final int[] NONE = {};

    /** Removes repeats: an owner is found twice if another of its keys has the same tag in a neighbouring slot. */
    private static int[] distinct(int[] found) {
        Arrays.sort(found);
        int kept = 1;
        for (int i = 1; i < found.length; i++) {
            if (found[i] != found[i - 1]) {
                found[kept++] = found[i];
            }
        }
        return kept == found.length ? found : Arrays.copyOf(found, kept);
    }

    /** The number of pairs of key and owner. */
    public int size() {
        return size;
    }

    /** The 32 bits of a hash that the table uses. */
    public static int shortened(long hash) {
        return (int) (hash >>> Integer.SIZE);
    }

    /** Monotonic in the hash as a signed number, the sort order. */
    private static int slot(int hash, int capacity) {
        return (int) (((hash - (long) Integer.MIN_VALUE) * capacity) >>> Integer.SIZE);
    }

    /** Builder that collects entries and repeated hashes. */
    public static final class Builder {
        private final LongList entries = new LongList();
        private long[] hashes = new long[8];
        private int hashesOf = -1;
        private int count;

        /** Adds a key of an owner; an owner has each key once. */
        public void add(long hash, int owner) {
            if (owner != hashesOf) {
                hashesOf = owner;
                count = 0;
            }
            for (int i = 0; i < count; i++) {
                if (hashes[i] == hash) {
                    return;
                }
            }
            if (count == hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * count);
            }
            hashes[count++] = hash;
            entries.add((long) shortened(hash) << Integer.SIZE | owner);
        }

        /**
         * Builds the table and releases the entries.
         *
         * @param ordinals the ordinal of each owner that was added
         * @param shared receives, {@link #shortened}, each hash with more than one owner, or several keys of one
         */
        public KeyTable build(int[] ordinals, IntList shared) {
            long[] sorted = entries.take();
            for (int i = 0; i < sorted.length; i++) {
                sorted[i] = (sorted[i] & 0xFFFF_FFFF_0000_0000L) | ordinals[(int) sorted[i]];
            }
            Arrays.sort(sorted);
            int capacity = sorted.length + sorted.length / 3 + 1;
            int[] slots = new int[end(sorted, capacity) + 1];
            byte[] tags = new byte[slots.length];
            int at = -1;
            for (int i = 0; i < sorted.length; i++) {
                int hash = (int) (sorted[i] >> Integer.SIZE);
                boolean again = i > 0 && (int) (sorted[i - 1] >> Integer.SIZE) == hash;
                if (again && (shared.size() == 0 || shared.get(shared.size() - 1) != hash)) {
                    shared.add(hash);
                }
                if (!again || sorted[i] != sorted[i - 1]) {
                    at = Math.max(at + 1, slot(hash, capacity));
                    slots[at] = (int) sorted[i] + 1;
                    tags[at] = (byte) hash;
                }
            }
            return new KeyTable(slots, tags, capacity, sorted.length);
        }

        /** The slot behind the last one used. */
        private static int end(long[] sorted, int capacity) {
            int at = -1;
            for (long entry : sorted) {
                at = Math.max(at + 1, slot((int) (entry >> Integer.SIZE), capacity));
            }
            return Math.max(at + 1, capacity);
        }
    }
}
