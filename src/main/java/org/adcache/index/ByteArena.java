package org.adcache.index;

import java.util.ArrayList;
import java.util.List;

/**
 * Byte strings one behind the other in chunks of 64 KiB, each found by an int: its place in units of 4 bytes. A string
 * begins with its length (7 bits a byte, the low ones first) and may run across chunks. Chunks stay small because G1 gives
 * an array of half a region or more whole regions. Filled by one thread, then only read.
 *
 * <pre>
 *   add("smith") = 0, add("jo") = 2
 *
 *   byte   0  1  2  3  4  5  6  7  8  9 10 11
 *          5  s  m  i  t  h  .  .  2  j  o  .
 *   unit   0           1           2
 * </pre>
 */
final class ByteArena {
    private static final int CHUNK_BITS = 16;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int UNIT_BITS = 2;

    private final List<byte[]> growing = new ArrayList<>();
    private byte[][] chunks = new byte[0][];
    private long size;

    int add(byte[] bytes) {
        size = (size + 3) & ~3L;
        if (size >> UNIT_BITS > 0xFFFF_FFFFL) {
            throw new IllegalStateException("an arena holds 16 GiB at most");
        }
        int place = (int) (size >> UNIT_BITS);
        int length = bytes.length;
        while (length >= 0x80) {
            append((byte) (length | 0x80));
            length >>>= 7;
        }
        append((byte) length);
        append(bytes);
        return place;
    }

    byte[] get(int place) {
        byte[] bytes = new byte[length(place)];
        copy(start(place), bytes);
        return bytes;
    }

    /** The first bytes of a string, {@code count} at most. */
    byte[] head(int place, int count) {
        byte[] bytes = new byte[Math.min(count, length(place))];
        copy(start(place), bytes);
        return bytes;
    }

    int length(int place) {
        long at = (place & 0xFFFF_FFFFL) << UNIT_BITS;
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = at(at++);
            length |= (b & 0x7F) << shift;
            if (b >= 0) {
                return length;
            }
        }
    }

    /** Where the bytes of a string begin, behind its length; for {@link #at}. */
    long start(int place) {
        long at = (place & 0xFFFF_FFFFL) << UNIT_BITS;
        while (at(at++) < 0) {}
        return at;
    }

    byte at(long position) {
        return chunks[(int) (position >>> CHUNK_BITS)][(int) position & (CHUNK - 1)];
    }

    /** Compares a string with others by unsigned bytes; a string that begins with {@code prefix} counts as equal. */
    int comparePrefix(int place, byte[] prefix) {
        int length = length(place);
        long start = start(place);
        int common = Math.min(length, prefix.length);
        for (int i = 0; i < common; i++) {
            int difference = (at(start + i) & 0xFF) - (prefix[i] & 0xFF);
            if (difference != 0) {
                return difference;
            }
        }
        return length < prefix.length ? -1 : 0;
    }

    boolean equals(int place, byte[] bytes) {
        return length(place) == bytes.length && comparePrefix(place, bytes) == 0;
    }

    private void copy(long start, byte[] into) {
        long from = start;
        for (int done = 0; done < into.length; ) {
            int inChunk = (int) from & (CHUNK - 1);
            int count = Math.min(into.length - done, CHUNK - inChunk);
            System.arraycopy(chunks[(int) (from >>> CHUNK_BITS)], inChunk, into, done, count);
            done += count;
            from += count;
        }
    }

    private void append(byte[] bytes) {
        for (int done = 0; done < bytes.length; ) {
            int inChunk = (int) size & (CHUNK - 1);
            int count = Math.min(bytes.length - done, CHUNK - inChunk);
            System.arraycopy(bytes, done, chunk(), inChunk, count);
            done += count;
            size += count;
        }
    }

    private void append(byte b) {
        chunk()[(int) size & (CHUNK - 1)] = b;
        size++;
    }

    private byte[] chunk() {
        int index = (int) (size >>> CHUNK_BITS);
        if (index == growing.size()) {
            growing.add(new byte[CHUNK]);
            chunks = growing.toArray(new byte[0][]);
        }
        return chunks[index];
    }
}
