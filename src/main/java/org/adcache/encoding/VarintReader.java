package org.adcache.encoding;

/** Cursor over successive {@link Varint} numbers. In a loop that doesn't let it escape, its allocation is free. */
public final class VarintReader {
    private final byte[] bytes;
    private int at;

    public VarintReader(byte[] bytes, int position) {
        this.bytes = bytes;
        this.at = position;
    }

    /** Reads the number at the position, and advances. */
    public int next() {
        byte next = bytes[at++];
        int value = next & 0x7F;
        for (int shift = 7; next < 0; shift += 7) {
            next = bytes[at++];
            value |= (next & 0x7F) << shift;
        }
        return value;
    }

    public int position() {
        return at;
    }
}
