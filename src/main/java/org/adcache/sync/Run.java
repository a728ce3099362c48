package org.adcache.sync;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;
import org.adcache.store.DraftChanges;

/** A cycle's progress: its thread writes, anybody may take a {@link #snapshot}. */
final class Run {
    private volatile SyncRun state;
    private final AtomicInteger read = new AtomicInteger();

    Run(String id, ConnectionId connection, SyncMode mode, Instant startedAt) {
        state = new SyncRun(
                id,
                connection,
                mode,
                SyncRun.Phase.QUEUED,
                0,
                OptionalInt.empty(),
                0,
                0,
                0,
                startedAt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    SyncRun snapshot() {
        SyncRun now = state;
        return copy(now, now.phase(), now.startedAt(), now.expected(), Optional.empty());
    }

    Instant startedAt() {
        return state.startedAt();
    }

    void start(Instant startedAt, int expected) {
        OptionalInt known = expected > 0 ? OptionalInt.of(expected) : OptionalInt.empty();
        state = copy(state, SyncRun.Phase.CONNECTING, startedAt, known, Optional.empty());
    }

    void enter(SyncRun.Phase phase) {
        SyncRun now = state;
        state = copy(now, phase, now.startedAt(), now.expected(), Optional.empty());
    }

    void countRead() {
        read.incrementAndGet();
    }

    void compared(DraftChanges changes) {
        SyncRun now = state;
        state = copy(now, now.phase(), now.startedAt(), now.expected(), Optional.of(changes));
    }

    void finish(Instant at, SyncRun.Outcome outcome, Optional<Problem> problem) {
        SyncRun now = state;
        state = new SyncRun(
                now.id(),
                now.connection(),
                now.mode(),
                SyncRun.Phase.DONE,
                read.get(),
                now.expected(),
                now.added(),
                now.changed(),
                now.removed(),
                now.startedAt(),
                Optional.of(at),
                Optional.of(outcome),
                problem);
    }

    private SyncRun copy(
            SyncRun now, SyncRun.Phase phase, Instant startedAt, OptionalInt expected, Optional<DraftChanges> changes) {
        return new SyncRun(
                now.id(),
                now.connection(),
                now.mode(),
                phase,
                read.get(),
                expected,
                changes.map(DraftChanges::added).orElse(now.added()),
                changes.map(DraftChanges::changed).orElse(now.changed()),
                changes.map(DraftChanges::removed).orElse(now.removed()),
                startedAt,
                now.finishedAt(),
                now.outcome(),
                now.problem());
    }
}
