package org.adcache.sync;

import org.adcache.account.ConnectionId;
import org.adcache.directory.IgnoredEntry;

/**
 * Ignored entry or value in the list of all.
 *
 * @param id its place in the list, stable while the entry is ignored
 */
public record IgnoredItem(String id, ConnectionId connection, IgnoredEntry entry) {}
