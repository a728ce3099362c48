package org.adcache.http.query;

/** Suggested accounts as a JSON array. */
final class SerializedItems {
    private final boolean complete;
    private final byte[] json;

    /**
     * Takes the array as it is.
     *
     * @param complete false when more accounts match than were asked for
     */
    SerializedItems(boolean complete, byte[] json) {
        this.complete = complete;
        this.json = json;
    }

    boolean complete() {
        return complete;
    }

    /** The array itself, not to be changed. */
    byte[] json() {
        return json;
    }
}
