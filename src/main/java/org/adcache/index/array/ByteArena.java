package org.adcache.index.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.adcache.encoding.Varint;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/**
 * Arena of byte strings in chunks of 64 KiB. A string is addressed by an int, its place in units of 4 bytes. It is
 * preceded by its length (a {@link Varint}) and never spans chunks; one that is larger than a chunk has a chunk of its
 * own size. Chunks stay small because G1 gives an array of half a region or more whole regions. Filled by one thread,
 * then read-only.
 *
 * <pre>
 *   add("smith") = 0, add("jo") = 2
 *
 *   byte   0  1  2  3  4  5  6  7  8  9 10 11
 *          5  s  m  i  t  h  .  .  2  j  o  .
 *   unit   0           1           2
 * </pre>
 */
public final class ByteArena {
    private static final int CHUNK_BITS = 16;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int UNIT_BITS = 2;
    private static final int UNITS_BITS = CHUNK_BITS - UNIT_BITS;
    private static final int MAX_CHUNKS = 1 << (Integer.SIZE - UNITS_BITS);

    private final List<byte[]> growing = new ArrayList<>();
    private byte[][] chunks = new byte[0][];
    private int used = CHUNK;

    public int add(byte[] bytes) {
        return add(bytes, 0, bytes.length);
    }

    public int add(byte[] bytes, int from, int to) {
        int length = to - from;
        int at = (used + 3) & ~3;
        int needed = length + Varint.size(length);
        if (at + needed > CHUNK) {
            begin(Math.max(CHUNK, needed));
            at = 0;
        }
        int place = (growing.size() - 1) << UNITS_BITS | at >>> UNIT_BITS;
        byte[] chunk = chunks[growing.size() - 1];
        at = Varint.write(length, chunk, at);
        System.arraycopy(bytes, from, chunk, at, length);
        used = at + length;
        return place;
    }

    private void begin(int size) {
        if (growing.size() == MAX_CHUNKS) {
            throw new IllegalStateException("an arena holds 16 GiB at most");
        }
        growing.add(new byte[size]);
        if (growing.size() > chunks.length) {
            chunks = Arrays.copyOf(chunks, Math.max(16, chunks.length * 2));
        }
        chunks[growing.size() - 1] = growing.get(growing.size() - 1);
    }

    public void write(ImageOutput out) throws StoreException {
        out.number(growing.size());
        for (int i = 0; i < growing.size(); i++) {
            out.bytes(growing.get(i), 0, i + 1 < growing.size() ? growing.get(i).length : used);
        }
    }

    /** Reads what {@link #write} wrote; no strings may be added then. */
    public static ByteArena read(ImageInput in) throws StoreException {
        ByteArena arena = new ByteArena();
        arena.chunks = new byte[Math.toIntExact(in.number())][];
        for (int i = 0; i < arena.chunks.length; i++) {
            arena.chunks[i] = in.bytes();
            arena.growing.add(arena.chunks[i]);
        }
        arena.used = arena.chunks.length == 0 ? CHUNK : arena.chunks[arena.chunks.length - 1].length;
        return arena;
    }

    /** The chunk of a string. */
    public byte[] chunk(int place) {
        return chunks[place >>> UNITS_BITS];
    }

    /** The index of a string's first byte in its chunk, behind its length. */
    public int start(int place) {
        return Varint.end(chunk(place), head(place));
    }

    public int length(int place) {
        return Varint.read(chunk(place), head(place));
    }

    /** The index of a string's length in its chunk. */
    private static int head(int place) {
        return (place << UNIT_BITS) & (CHUNK - 1);
    }

    public byte[] get(int place) {
        int start = start(place);
        return Arrays.copyOfRange(chunk(place), start, start + length(place));
    }

    /** Compares a string with another by unsigned bytes; a string that starts with {@code prefix} counts as equal. */
    public int comparePrefix(int place, byte[] prefix) {
        int start = start(place);
        int common = Math.min(length(place), prefix.length);
        return Arrays.compareUnsigned(chunk(place), start, start + common, prefix, 0, prefix.length);
    }

    public boolean equals(int place, byte[] bytes) {
        return equals(place, bytes, 0, bytes.length);
    }

    boolean equals(int place, byte[] bytes, int from, int to) {
        int start = start(place);
        return Arrays.equals(chunk(place), start, start + length(place), bytes, from, to);
    }
}
