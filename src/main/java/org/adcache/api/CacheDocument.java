package org.adcache.api;

import java.time.Instant;
import java.util.Optional;

/**
 * Contents of the cache, in the status.
 *
 * @param asOf start of the last successful cycle, the oldest connection's; absent if nothing was ever synced
 */
public record CacheDocument(
        int accounts,
        int users,
        int contacts,
        int groups,
        int addresses,
        long generation,
        Optional<Instant> asOf,
        long bytesOnDisk) {}
