package org.adcache.index;

import java.util.Arrays;

/** Gives each distinct token a number while a snapshot is built, by an open-addressing table over an arena. */
final class TokenInterner {
    /** The number of a token that was not added. */
    static final int NONE = -1;

    private final ByteArena arena = new ByteArena();
    private final IntList places = new IntList();
    private int[] slots = new int[1 << 12];

    int find(byte[] token) {
        return slots[slot(token)] - 1;
    }

    byte[] token(int id) {
        return arena.get(places.get(id));
    }

    int size() {
        return places.size();
    }

    int idOf(byte[] token) {
        int at = slot(token);
        if (slots[at] != 0) {
            return slots[at] - 1;
        }
        int id = places.size();
        if (id > WordIndex.TOKEN) {
            throw new IllegalStateException("more than " + WordIndex.TOKEN + " distinct words");
        }
        places.add(arena.add(token));
        slots[at] = id + 1;
        if (places.size() * 2 > slots.length) {
            widen();
        }
        return id;
    }

    /** The slot of a token, or the free one where it would be. */
    private int slot(byte[] token) {
        int at = (int) Hash.of(token) & (slots.length - 1);
        while (slots[at] != 0 && !arena.equals(places.get(slots[at] - 1), token)) {
            at = (at + 1) & (slots.length - 1);
        }
        return at;
    }

    private void widen() {
        int[] wider = new int[slots.length * 2];
        for (int slot : slots) {
            if (slot != 0) {
                int at = (int) Hash.of(arena.get(places.get(slot - 1))) & (wider.length - 1);
                while (wider[at] != 0) {
                    at = (at + 1) & (wider.length - 1);
                }
                wider[at] = slot;
            }
        }
        slots = wider;
    }

    /** The tokens in their order, in an arena of their own. */
    Interned sorted() {
        int[] order = ByteSort.order(arena, places.toArray());
        ByteArena sorted = new ByteArena();
        int[] sortedPlaces = new int[order.length];
        int[] rankOf = new int[order.length];
        Arrays.setAll(sortedPlaces, rank -> {
            rankOf[order[rank]] = rank;
            return sorted.add(arena.get(places.get(order[rank])));
        });
        return new Interned(sorted, sortedPlaces, rankOf);
    }

    /** Sorted tokens: where each rank lies, and the rank of each number given before. */
    static final class Interned {
        private final ByteArena arena;
        private final int[] places;
        private final int[] ranks;

        private Interned(ByteArena arena, int[] places, int[] ranks) {
            this.arena = arena;
            this.places = places;
            this.ranks = ranks;
        }

        ByteArena arena() {
            return arena;
        }

        int[] places() {
            return places;
        }

        int rankOf(int id) {
            return ranks[id];
        }
    }
}
