package org.adcache.http.query;

/** Suggested accounts as a JSON array. */
final class SerializedItems {
    private final boolean complete;
    private final byte[] json;
    private final int count;

    /**
     * @param complete false if more accounts match than were requested
     * @param json kept without a copy
     */
    SerializedItems(boolean complete, byte[] json, int count) {
        this.complete = complete;
        this.json = json;
        this.count = count;
    }

    boolean complete() {
        return complete;
    }

    /** The number of accounts. */
    int count() {
        return count;
    }

    /** The array itself, not to be modified. */
    byte[] json() {
        return json;
    }
}
