package org.adcache.directory;

/** Change feeds that the administrator permits: key {@code sync.feed}. */
public enum FeedChoice {
    /** DirSync where the server allows it, else uSNChanged. */
    AUTO,
    DIRSYNC,
    USN,
    /** No feed: every cycle reads everything. */
    FULL
}
