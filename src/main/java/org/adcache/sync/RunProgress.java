package org.adcache.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;
import org.adcache.store.DraftChanges;
import org.jspecify.annotations.Nullable;

/** Progress of one cycle, written by the cycle's thread. Thread-safe: {@link #snapshot} may be taken at any time. */
final class RunProgress {
    private static final Duration SHORTEST_MEASURE = Duration.ofMillis(200);

    private final String id;
    private final ConnectionId connection;
    private final SyncMode mode;
    private final Clock clock;
    private final AtomicInteger read = new AtomicInteger();
    private SyncRun.Phase phase = SyncRun.Phase.QUEUED;
    private Instant startedAt;
    private SyncRun.@Nullable Scope scope;
    private @Nullable String reason;
    private OptionalInt expected = OptionalInt.empty();
    private @Nullable DraftChanges changes;
    private @Nullable Instant readingSince;
    private int readBefore;
    private @Nullable Instant finishedAt;
    private SyncRun.@Nullable Outcome outcome;
    private @Nullable Problem problem;
    private Listener listener = (of, how, time) -> {};

    /** Listener for the end of the cycle. */
    @FunctionalInterface
    interface Listener {
        void finished(ConnectionId connection, SyncRun.Outcome outcome, Duration time);
    }

    RunProgress(String id, ConnectionId connection, SyncMode mode, Clock clock) {
        this.id = id;
        this.connection = connection;
        this.mode = mode;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    synchronized SyncRun snapshot() {
        int readNow = read.get();
        OptionalInt rate = rate(readNow);
        return new SyncRun(
                id,
                connection,
                mode,
                Optional.ofNullable(scope),
                Optional.ofNullable(reason),
                phase,
                readNow,
                expected,
                rate,
                secondsLeft(readNow, rate),
                changes == null ? 0 : changes.added(),
                changes == null ? 0 : changes.changed(),
                changes == null ? 0 : changes.removed(),
                startedAt,
                Optional.ofNullable(finishedAt),
                Optional.ofNullable(outcome),
                Optional.ofNullable(problem));
    }

    private OptionalInt rate(int readNow) {
        if (readingSince == null || phase != SyncRun.Phase.READING) {
            return OptionalInt.empty();
        }
        Duration reading = Duration.between(readingSince, clock.instant());
        return reading.compareTo(SHORTEST_MEASURE) < 0
                ? OptionalInt.empty()
                : OptionalInt.of((int) ((readNow - readBefore) * 1000L / reading.toMillis()));
    }

    private OptionalInt secondsLeft(int readNow, OptionalInt rate) {
        return expected.isEmpty() || rate.isEmpty() || rate.getAsInt() == 0 || readNow > expected.getAsInt()
                ? OptionalInt.empty()
                : OptionalInt.of((expected.getAsInt() - readNow + rate.getAsInt() - 1) / rate.getAsInt());
    }

    SyncMode mode() {
        return mode;
    }

    synchronized Instant startedAt() {
        return startedAt;
    }

    synchronized void whenFinished(Listener told) {
        listener = told;
    }

    synchronized void start() {
        startedAt = clock.instant();
        phase = SyncRun.Phase.CONNECTING;
    }

    synchronized void enter(SyncRun.Phase next) {
        phase = next;
    }

    /**
     * Enters the reading phase.
     *
     * @param more accounts to be read; 0 if unknown
     */
    synchronized void read(SyncRun.Scope newScope, int more) {
        scope = newScope;
        phase = SyncRun.Phase.READING;
        readingSince = clock.instant();
        readBefore = read.get();
        expected = more > 0 ? OptionalInt.of(readBefore + more) : OptionalInt.empty();
    }

    /** Sets the reason for a full read or reconciliation where only changes were requested. */
    synchronized void because(String sentence) {
        reason = sentence;
    }

    void countRead() {
        read.incrementAndGet();
    }

    synchronized void compared(DraftChanges found) {
        changes = found;
    }

    synchronized void finish(Instant at, SyncRun.Outcome how, Optional<Problem> why) {
        phase = SyncRun.Phase.DONE;
        finishedAt = at;
        outcome = how;
        problem = why.orElse(null);
        listener.finished(connection, how, Duration.between(startedAt, at));
    }
}
