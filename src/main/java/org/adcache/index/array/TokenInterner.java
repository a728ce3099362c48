package org.adcache.index.array;

import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/** Interner of tokens: numbers distinct ones while a snapshot is built, in an open-addressing table over an arena. */
public final class TokenInterner {
    /** The largest id: two bits of an int are free for flags beside a stored id. */
    public static final int MAX_ID = 0x3FFF_FFFF;

    /** The number of a token that was not added. */
    public static final int NONE = -1;

    private final ByteArena arena;
    private final IntList places;
    /** Part of each token's hash, which avoids most reads of the arena. */
    private final IntList hashes;

    private int[] slots = new int[1 << 12];

    public TokenInterner() {
        this(new ByteArena(), new IntList(), new IntList());
    }

    private TokenInterner(ByteArena arena, IntList places, IntList hashes) {
        this.arena = arena;
        this.places = places;
        this.hashes = hashes;
    }

    public void write(ImageOutput out) throws StoreException {
        arena.write(out);
        out.ints(places.toArray());
        out.ints(hashes.toArray());
    }

    /** Reads what {@link #write} wrote; no tokens may be added then. */
    public static TokenInterner read(ImageInput in) throws StoreException {
        TokenInterner interner = new TokenInterner(ByteArena.read(in), new IntList(in.ints()), new IntList(in.ints()));
        while (interner.places.size() * 2 > interner.slots.length) {
            interner.slots = new int[interner.slots.length * 2];
        }
        interner.fill(interner.slots);
        return interner;
    }

    public int find(byte[] token) {
        return slots[slot((int) Hash.of(token), token, 0, token.length)] - 1;
    }

    public byte[] token(int id) {
        return arena.get(places.get(id));
    }

    public int size() {
        return places.size();
    }

    public ByteArena arena() {
        return arena;
    }

    public int place(int id) {
        return places.get(id);
    }

    public int idOf(byte[] token) {
        return idOf(token, 0, token.length);
    }

    public int idOf(byte[] bytes, int from, int to) {
        int hash = (int) Hash.of(bytes, from, to);
        int at = slot(hash, bytes, from, to);
        if (slots[at] != 0) {
            return slots[at] - 1;
        }
        int id = places.size();
        if (id > MAX_ID) {
            throw new IllegalStateException("more than " + MAX_ID + " distinct words");
        }
        places.add(arena.add(bytes, from, to));
        hashes.add(hash);
        slots[at] = id + 1;
        if (places.size() * 2 > slots.length) {
            widen();
        }
        return id;
    }

    /** The slot of a token, or the free slot for it. */
    private int slot(int hash, byte[] bytes, int from, int to) {
        int at = hash & (slots.length - 1);
        while (slots[at] != 0 && !is(slots[at] - 1, hash, bytes, from, to)) {
            at = (at + 1) & (slots.length - 1);
        }
        return at;
    }

    private boolean is(int id, int hash, byte[] bytes, int from, int to) {
        return hashes.get(id) == hash && arena.equals(places.get(id), bytes, from, to);
    }

    private void widen() {
        int[] wider = new int[slots.length * 2];
        fill(wider);
        slots = wider;
    }

    private void fill(int[] free) {
        for (int id = 0; id < hashes.size(); id++) {
            int at = hashes.get(id) & (free.length - 1);
            while (free[at] != 0) {
                at = (at + 1) & (free.length - 1);
            }
            free[at] = id + 1;
        }
    }

    /** The sorted tokens. */
    public Interned sorted() {
        int[] order = MultikeyQuicksort.order(arena, places.toArray());
        TokenDictionary.Builder sorted = new TokenDictionary.Builder();
        int[] ranks = new int[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            ranks[order[rank]] = rank;
            sorted.add(arena.get(places.get(order[rank])));
        }
        return new Interned(sorted.build(), ranks);
    }

    /** Sorted tokens, and the rank of each number. */
    public static final class Interned {
        private final TokenDictionary dictionary;
        private final int[] ranks;

        private Interned(TokenDictionary dictionary, int[] ranks) {
            this.dictionary = dictionary;
            this.ranks = ranks;
        }

        public TokenDictionary dictionary() {
            return dictionary;
        }

        public int size() {
            return ranks.length;
        }

        public int rankOf(int id) {
            return ranks[id];
        }
    }
}
