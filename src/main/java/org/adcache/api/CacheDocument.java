package org.adcache.api;

import java.time.Instant;
import java.util.Optional;

/**
 * Contents of the cache, in the status.
 *
 * @param asOf start of the last successful cycle, the oldest connection's; absent if nothing was ever synced
 * @param stale true if the copy of some connection is older than max-age, or missing; else absent
 * @param unusable true if no connection has a copy that may be used, so that every answer is unknown; else absent
 */
public record CacheDocument(
        int accounts,
        int users,
        int contacts,
        int groups,
        int addresses,
        long generation,
        Optional<Instant> asOf,
        long bytesOnDisk,
        Optional<Boolean> stale,
        Optional<Boolean> unusable) {}
