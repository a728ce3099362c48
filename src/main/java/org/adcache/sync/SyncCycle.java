package org.adcache.sync;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.AccountType;
import org.adcache.account.Epoch;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.ChangeCursor;
import org.adcache.directory.ChangeFeed;
import org.adcache.directory.DirectorySession;
import org.adcache.directory.ReadReport;
import org.adcache.directory.ReportedChanges;
import org.adcache.store.ChangeDraft;
import org.adcache.store.ConnectionState;
import org.adcache.store.Draft;
import org.adcache.store.DraftChanges;
import org.adcache.store.Store;
import org.adcache.store.SyncPoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One cycle of one connection: query the change feed and read the changed objects, or read everything; compare, guard,
 * commit. A failed cycle leaves the store unchanged.
 */
final class SyncCycle {
    private static final Logger log = LoggerFactory.getLogger(SyncCycle.class);

    private final SyncConnection connection;
    private final Store store;
    private final CachedGroups groups;
    private final Epoch epoch;
    private final RunProgress progress;
    private final Clock clock;
    private final CommitDecision decision;
    private final IgnoredInCycle ignored = new IgnoredInCycle();
    private @Nullable Problem cancelled;
    private final List<DirectorySession> sessions = new ArrayList<>();

    SyncCycle(
            SyncConnection connection,
            Store store,
            CachedGroups groups,
            Epoch epoch,
            RunProgress progress,
            Clock clock) {
        this.connection = connection;
        this.store = store;
        this.groups = groups;
        this.epoch = epoch;
        this.progress = progress;
        this.clock = clock;
        this.decision = new CommitDecision(connection, this::own);
    }

    /** Result of a cycle: the held draft, or empty if it was committed. */
    record Result(ServerReport server, Optional<HeldCommit> held, IgnoredInCycle ignored) {}

    /** @throws ProblemException naming the step that failed, or why the cycle was cancelled */
    Result execute() throws ProblemException {
        Instant deadline = progress.startedAt().plus(connection.config().timeout());
        Optional<ConnectionState> known =
                Optional.ofNullable(store.current().connections().get(connection.id()));
        Optional<ChangeCursor> cursor = progress.mode() == SyncMode.FULL
                ? Optional.empty()
                : known.flatMap(state -> state.point().cursor()).map(ChangeCursor::new);
        try (DirectorySession opened = connection.directory().open(cursor, deadline)) {
            own(opened);
            boolean readsDeletedObjects = opened.readsDeletedObjects();
            Outcome outcome = read(opened, known, cursor, deadline);
            ChangeFeed feed = outcome.point()
                    .cursor()
                    .map(text -> new ChangeCursor(text).feed())
                    .orElse(ChangeFeed.NONE);
            ServerReport server = new ServerReport(opened.server(), feed, readsDeletedObjects, opened.serviceAccount());
            return new Result(server, outcome.held(), ignored);
        } catch (ProblemException e) {
            Problem why = cancelReason();
            throw why == null ? e : new ProblemException(why, e);
        }
    }

    /** Cancels the cycle from another thread; it then fails with this problem, unless it was committed already. */
    void cancel(Problem why) {
        List<DirectorySession> open;
        synchronized (this) {
            if (cancelled == null) {
                cancelled = why;
            }
            open = List.copyOf(sessions);
        }
        open.forEach(DirectorySession::close);
    }

    /** Sync point that the cycle reached, or would reach if the held draft were applied. */
    private record Outcome(SyncPoint point, Optional<HeldCommit> held) {}

    private Outcome read(
            DirectorySession opened, Optional<ConnectionState> known, Optional<ChangeCursor> cursor, Instant deadline)
            throws ProblemException {
        if (known.isPresent() && cursor.isPresent()) {
            Attempt attempt = readChanges(opened, known.get(), cursor.get(), deadline);
            if (attempt instanceof Attempt.Done done) {
                return done.outcome();
            }
            String reason = ((Attempt.NeedsFullRead) attempt).reason();
            log.info("{}: everything is read: {}", connection.id(), reason);
            progress.because(reason);
        }
        return readAll(opened, known, deadline);
    }

    /** Outcome of an incremental read. */
    private sealed interface Attempt {
        record Done(Outcome outcome) implements Attempt {}

        record NeedsFullRead(String reason) implements Attempt {}
    }

    private Attempt readChanges(DirectorySession opened, ConnectionState known, ChangeCursor cursor, Instant deadline)
            throws ProblemException {
        progress.enter(SyncRun.Phase.FINDING_CHANGES);
        ReportedChanges found = opened.changesSince(cursor);
        if (found instanceof ReportedChanges.Lost lost) {
            return new Attempt.NeedsFullRead(lost.reason());
        }
        ReportedChanges.Known changes = (ReportedChanges.Known) found;
        Optional<String> doubt = changes.doubt();
        boolean reconciles = doubt.isPresent() || reconciliationIsDue(known);
        if (reconciles) {
            doubt.ifPresent(progress::because);
            ReportedChanges witness = opened.changesSinceReconciliation(changes.next());
            if (witness instanceof ReportedChanges.Lost lost) {
                return new Attempt.NeedsFullRead(lost.reason());
            }
            changes = together(changes, (ReportedChanges.Known) witness);
        }
        check();
        Draft kept = null;
        ChangeDraft draft = store.beginChanges(connection.id(), epoch);
        try {
            ChangeApplier read = new ChangeApplier(opened, draft, progress, ignored, this::check);
            read.run(changes, reconciles ? SyncRun.Scope.RECONCILIATION : SyncRun.Scope.CHANGES);
            if (reconciles) {
                read.runDiffering(store.current(), connection.id());
            }
            if (connection.types().contains(AccountType.GROUP)) {
                read.settleMemberships(groups);
            }
            Optional<String> suspicion = read.suspicion(store.current(), connection.id());
            if (suspicion.isPresent()) {
                return new Attempt.NeedsFullRead(suspicion.get());
            }
            SyncPoint point = new SyncPoint(
                    opened.domain(),
                    progress.startedAt(),
                    reconciles ? progress.startedAt() : known.point().reconciledAt(),
                    Optional.of(changes.next().text()),
                    known.ignoredAddresses());
            Optional<HeldCommit> held = finish(draft, opened, point, read.deleted(), deadline);
            kept = held.isPresent() ? draft : null;
            return new Attempt.Done(new Outcome(point, held));
        } finally {
            if (kept == null) {
                draft.close();
            }
        }
    }

    private boolean reconciliationIsDue(ConnectionState known) {
        Instant last = known.point().reconciledAt();
        return last.isAfter(progress.startedAt())
                || !last.plus(connection.config().reconcileEvery()).isAfter(progress.startedAt());
    }

    private static ReportedChanges.Known together(ReportedChanges.Known feed, ReportedChanges.Known witness) {
        return new ReportedChanges.Known(
                union(feed.changed(), witness.changed()),
                union(feed.deleted(), witness.deleted()),
                union(feed.containers(), witness.containers()),
                witness.next(),
                feed.doubt());
    }

    private static <T> Set<T> union(Set<T> one, Set<T> other) {
        Set<T> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    private Outcome readAll(DirectorySession opened, Optional<ConnectionState> known, Instant deadline)
            throws ProblemException {
        Optional<ChangeCursor> cursor = opened.begin();
        check();
        progress.read(
                SyncRun.Scope.FULL, known.map(state -> state.counts().total()).orElse(0));
        Draft kept = null;
        Draft draft = store.begin(connection.id(), epoch);
        try {
            ReadReport report = opened.readAll(ignored.behind(account -> {
                check();
                draft.put(account);
                progress.countRead();
            }));
            ignored.readEverything();
            SyncPoint point = new SyncPoint(
                    opened.domain(),
                    progress.startedAt(),
                    progress.startedAt(),
                    cursor.map(ChangeCursor::text),
                    report.ignoredAddresses());
            Optional<HeldCommit> held = finish(draft, opened, point, Set.of(), deadline);
            kept = held.isPresent() ? draft : null;
            return new Outcome(point, held);
        } finally {
            if (kept == null) {
                draft.close();
            }
        }
    }

    private Optional<HeldCommit> finish(
            Draft draft, DirectorySession opened, SyncPoint point, Set<ObjectGuid> deleted, Instant deadline)
            throws ProblemException {
        progress.enter(SyncRun.Phase.COMPARING);
        DraftChanges changes = draft.compare();
        progress.compared(changes);
        if (changes.after().total() == 0 && changes.before().total() == 0) {
            throw emptyFirstRead(opened);
        }
        check();
        Optional<HeldDraft> objection =
                decision.of(draft, changes, opened, deleted, ignored.entries(), clock.instant(), deadline);
        if (objection.isPresent()) {
            return Optional.of(new HeldCommit(draft, objection.get(), point));
        }
        check();
        progress.enter(SyncRun.Phase.COMMITTING);
        draft.commit(point);
        return Optional.empty();
    }

    private static ProblemException emptyFirstRead(DirectorySession opened) {
        return new ProblemException(new Problem(
                ProblemType.EMPTY_RESULT,
                "Reading succeeded on " + opened.server() + ", but the service account sees no account at all.",
                "Check search-base, and that the service account has the rights List contents and Read property"
                        + " on it."));
    }

    private void own(DirectorySession opened) throws ProblemException {
        synchronized (this) {
            sessions.add(opened);
        }
        check();
    }

    private void check() throws ProblemException {
        Problem why = cancelReason();
        if (why != null) {
            throw new ProblemException(why);
        }
    }

    private synchronized @Nullable Problem cancelReason() {
        return cancelled;
    }
}
