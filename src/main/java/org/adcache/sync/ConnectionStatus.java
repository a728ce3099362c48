package org.adcache.sync;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;
import org.adcache.account.ReadableShare;
import org.adcache.directory.IgnoredReason;

/**
 * Status of a connection's synchronisation.
 *
 * @param server the domain controller of the last cycle that read the directory to its end
 * @param lastSuccess start of the last cycle that succeeded
 * @param lastReconciliation start of the last cycle that compared everything
 * @param lastError since when cycles have failed, and the newest problem; empty after a success
 * @param accounts number of cached accounts; empty if the directory was never read
 * @param ignored number of entries that are ignored, or have an ignored value, by reason
 * @param unreadable the attributes that every account of a type has and that can't be read of all cached ones
 */
public record ConnectionStatus(
        ConnectionId id,
        String domain,
        Optional<ServerReport> server,
        Optional<Instant> lastSuccess,
        Optional<Instant> lastReconciliation,
        Optional<Failure> lastError,
        Optional<Instant> nextRun,
        Optional<HeldDraft> held,
        Optional<Accounts> accounts,
        Map<IgnoredReason, Integer> ignored,
        List<ReadableShare> unreadable) {
    public ConnectionStatus {
        ignored = ignored.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(ignored));
        unreadable = List.copyOf(unreadable);
    }

    /** Number of cached accounts by type. */
    public record Accounts(int users, int contacts, int groups) {}

    /** A failure: since when cycles have failed, and the newest problem. */
    public record Failure(Instant at, Problem problem) {}
}
