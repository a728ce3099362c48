package org.adcache.sync;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;

/**
 * One cycle as far as it has come, the RUN of the HTTP interface.
 *
 * @param scope what it reads, once that is decided
 * @param reason why it reads more than what changed, as a sentence
 * @param expected accounts that will have been read at the end, as far as that is known
 * @param readPerSecond accounts, while they are being read
 * @param secondsLeft of the reading, where the total is known
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
    /** What a cycle reads. */
    public enum Scope {
        /** Everything. */
        FULL,
        /** What the change feed reports. */
        CHANGES,
        /** That, and what a list of all accounts shows to differ. */
        RECONCILIATION
    }

    /** What a cycle is doing; a finished one is {@code DONE}. */
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
