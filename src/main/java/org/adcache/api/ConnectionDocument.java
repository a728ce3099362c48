package org.adcache.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Status of one connection.
 *
 * @param server the domain controller of the last successful cycle, {@code host:port}
 * @param feed source of changes for the next cycle
 * @param lastError since when cycles have failed, and the newest problem
 * @param duplicates keys with more than one owner
 * @param ignored entries that are ignored as a whole or have an ignored value, by reason; absent if there are none
 */
public record ConnectionDocument(
        String id,
        String domain,
        Optional<String> server,
        Optional<Feed> feed,
        Optional<DeletedObjectsDocument> deletedObjects,
        Optional<Instant> lastSuccess,
        Optional<Instant> lastReconciliation,
        Optional<FailureDocument> lastError,
        Optional<Instant> nextRun,
        int duplicates,
        Optional<List<Ignored>> ignored,
        Optional<HeldDocument> held) {
    /**
     * Change feed.
     *
     * @param method {@code dirsync}, {@code usn} or {@code full}
     * @param reason why it is no better one, as a sentence
     */
    public record Feed(String method, Optional<String> reason) {}

    /** Number of entries that are ignored, or have an ignored value, for one reason. */
    public record Ignored(String reason, int entries) {}
}
