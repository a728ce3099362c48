package org.adcache.sync;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;

/** One cycle as far as it has come, the RUN of the HTTP interface. */
public record SyncRun(
        String id,
        ConnectionId connection,
        SyncMode mode,
        Phase phase,
        int read,
        OptionalInt expected,
        int added,
        int changed,
        int removed,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<Outcome> outcome,
        Optional<Problem> problem) {
    /** What a cycle is doing; a finished one is {@code DONE}. */
    public enum Phase {
        QUEUED,
        CONNECTING,
        READING,
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
