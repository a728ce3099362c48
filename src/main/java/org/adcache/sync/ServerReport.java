package org.adcache.sync;

import org.adcache.directory.ChangeFeed;
import org.adcache.directory.DirectorySession;

/**
 * What the server of the last cycle is able to do.
 *
 * @param server {@code host:port}
 * @param feed how it tells what changed
 * @param readsDeletedObjects whether deletions are seen at once, and not only at the next reconciliation
 */
public record ServerReport(String server, ChangeFeed feed, boolean readsDeletedObjects) {
    static ServerReport of(DirectorySession session) {
        return new ServerReport(session.server(), session.feed(), session.readsDeletedObjects());
    }
}
