package org.adcache.sync;

import java.time.Instant;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;

/**
 * Status of a connection's synchronisation.
 *
 * @param server the domain controller of the last cycle that read the directory to its end
 * @param lastSuccess start of the last cycle that succeeded
 * @param lastReconciliation start of the last cycle that compared everything
 * @param lastError since when cycles have failed, and the newest problem; empty after a success
 */
public record ConnectionStatus(
        ConnectionId id,
        String domain,
        Optional<ServerReport> server,
        Optional<Instant> lastSuccess,
        Optional<Instant> lastReconciliation,
        Optional<Failure> lastError,
        Optional<Instant> nextRun,
        Optional<HeldDraft> held) {
    /** A failure: since when cycles have failed, and the newest problem. */
    public record Failure(Instant at, Problem problem) {}
}
