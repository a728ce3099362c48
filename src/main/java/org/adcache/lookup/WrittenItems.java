package org.adcache.lookup;

/** Suggested accounts as a {@link SuggestWriter} wrote them. */
public final class WrittenItems {
    private static final int OTHER_BYTES = 256;

    private final boolean complete;
    private final byte[] items;

    /**
     * Takes the array as it is.
     *
     * @param complete false when more accounts match than were asked for
     */
    public WrittenItems(boolean complete, byte[] items) {
        this.complete = complete;
        this.items = items;
    }

    static WrittenItems of(SuggestAnswer.Suggested suggested, SuggestWriter writer) {
        return new WrittenItems(suggested.complete(), writer.write(suggested.items()));
    }

    public boolean complete() {
        return complete;
    }

    /** The array itself: it is not to be changed. */
    public byte[] items() {
        return items;
    }

    /** How much memory it takes where it is kept, about. */
    int bytes() {
        return OTHER_BYTES + items.length;
    }
}
