package org.adcache.sync;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;

/**
 * Snapshot of one cycle, the RUN of the HTTP interface.
 *
 * @param scope what it reads, once that is decided
 * @param reason why it reads more than the changes, as a sentence
 * @param expected accounts that will have been read at the end, if known
 * @param readPerSecond accounts, during the reading phase
 * @param secondsLeft in the reading phase, if the total is known
 */
public record SyncRun(
        String id,
        ConnectionId connection,
        SyncMode mode,
        Optional<Scope> scope,
        Optional<String> reason,
        Phase phase,
        int read,
        OptionalInt expected,
        OptionalInt readPerSecond,
        OptionalInt secondsLeft,
        int added,
        int changed,
        int removed,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<Outcome> outcome,
        Optional<Problem> problem) {
    /** Scope of a cycle's reading. */
    public enum Scope {
        /** Everything. */
        FULL,
        /** What the change feed reports. */
        CHANGES,
        /** The reported changes, and the differences found by listing all accounts. */
        RECONCILIATION
    }

    /** Phase of a cycle; a finished one is {@code DONE}. */
    public enum Phase {
        QUEUED,
        CONNECTING,
        FINDING_CHANGES,
        READING,
        LISTING,
        COMPARING,
        COMMITTING,
        DONE
    }

    public enum Outcome {
        OK,
        FAILED,
        HELD
    }
}
