package org.adcache.sync;

/** How a cycle reads: what changed where that is possible, or everything. */
public enum SyncMode {
    AUTO,
    FULL
}
