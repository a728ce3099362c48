package org.adcache.sync;

import org.adcache.directory.ChangeFeed;

/**
 * The server of the last cycle, and how it tells what happens.
 *
 * @param server {@code host:port}
 * @param feed how the next cycle asks what changed
 * @param readsDeletedObjects whether deletions are seen at once, and not only at the next reconciliation
 */
public record ServerReport(String server, ChangeFeed feed, boolean readsDeletedObjects) {}
