package org.adcache.sync;

/** How a cycle reads: changes only where possible, or everything. */
public enum SyncMode {
    AUTO,
    FULL
}
