package org.adcache.directory;

/** What the administrator lets us ask a domain controller for: key {@code sync.feed}. */
public enum FeedChoice {
    /** DirSync where the server allows it, else uSNChanged. */
    AUTO,
    DIRSYNC,
    USN,
    /** Nothing: every cycle reads everything. */
    FULL
}
