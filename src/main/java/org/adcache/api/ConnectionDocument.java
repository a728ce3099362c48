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
 * @param running the cycle that is running; absent if none is
 * @param accounts number of accounts in the cache; absent if the directory was never read
 * @param duplicates keys with more than one owner
 * @param incompleteGroups groups that list what is in no copy and may contain any account; absent if there are none
 * @param ignoredAddresses entries with a value that should be an address and is none
 * @param unreadable attributes that every account of a type has, and that the service account can't read of all of them;
 *     absent if there are none
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
        Optional<RunDocument> running,
        Optional<Accounts> accounts,
        int duplicates,
        Optional<Integer> incompleteGroups,
        Optional<Integer> ignoredAddresses,
        Optional<List<Ignored>> ignored,
        Optional<List<Unreadable>> unreadable,
        Optional<HeldDocument> held) {
    /**
     * Change feed.
     *
     * @param method {@code dirsync}, {@code usn} or {@code full}
     * @param reason why it is no better one, as a sentence
     */
    public record Feed(String method, Optional<String> reason) {}

    /** Number of accounts by type. */
    public record Accounts(int users, int contacts, int groups) {}

    /** Share of the accounts of a type of which an attribute can be read, from 0 to 1. */
    public record Unreadable(String type, String attribute, double share) {}

    /** Number of entries that are ignored, or have an ignored value, for one reason. */
    public record Ignored(String reason, int entries) {}
}
