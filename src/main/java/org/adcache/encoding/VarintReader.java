package org.adcache.encoding;

/**
 * Cursor over {@link Varint} numbers that follow one another. A loop that doesn't let it escape pays nothing for it.
 */
public final class VarintReader {
    private final byte[] bytes;
    private int at;

    public VarintReader(byte[] bytes, int position) {
        this.bytes = bytes;
        this.at = position;
    }

    /** The number at the position, which moves behind it. */
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
