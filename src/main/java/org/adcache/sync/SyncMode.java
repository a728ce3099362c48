package org.adcache.sync;

/** How a cycle reads, from what is cheapest to what is most. */
public enum SyncMode {
    /** Changes only, where possible. */
    AUTO,
    /** Changes, and a comparison with what the directory holds. */
    RECONCILE,
    /** Everything. */
    FULL
}
