package org.adcache.http.query;

/** Suggested accounts as a JSON array. */
final class SerializedItems {
    private final boolean complete;
    private final byte[] json;

    /**
     * @param complete false if more accounts match than were requested
     * @param json kept without a copy
     */
    SerializedItems(boolean complete, byte[] json) {
        this.complete = complete;
        this.json = json;
    }

    boolean complete() {
        return complete;
    }

    /** The array itself, not to be modified. */
    byte[] json() {
        return json;
    }
}
