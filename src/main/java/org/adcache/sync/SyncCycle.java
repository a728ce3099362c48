package org.adcache.sync;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
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
import org.adcache.store.AccountCounts;
import org.adcache.store.ChangeDraft;
import org.adcache.store.ConnectionState;
import org.adcache.store.Draft;
import org.adcache.store.DraftChanges;
import org.adcache.store.Store;
import org.adcache.store.SyncPoint;
import org.adcache.sync.accounts.AccountSample;
import org.adcache.sync.accounts.KnownMembers;
import org.adcache.sync.accounts.OvertakenStates;
import org.adcache.sync.accounts.RecentChanges;
import org.adcache.sync.accounts.RecentDifference;
import org.adcache.sync.accounts.UnresolvedMembers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One cycle of one connection: query the change feed and read the changed objects, or read everything; compare, guard,
 * commit. A failed cycle leaves the store unchanged.
 */
final class SyncCycle {
    private static final Logger log = LoggerFactory.getLogger(SyncCycle.class);

    /** More than that are no changes of the last hours, but what another configuration reads. */
    private static final int MOST_ALTERED = 10_000;

    private final SyncConnection connection;
    private final Store store;
    private final CachedAccounts accounts;
    private final MovedAccounts moved;
    private final Set<ObjectGuid> suspects;
    private final RecentChanges recent;
    private final KnownMembers knownMembers;
    private final UnresolvedMembers members;
    private final Map<ObjectGuid, RecentDifference> altered = new HashMap<>();
    private final Epoch epoch;
    private final RunProgress progress;
    private final Clock clock;
    private final CommitDecision decision;
    private final IgnoredInCycle ignored = new IgnoredInCycle();
    private Reconfiguration reconfiguration = new Reconfiguration(Optional.empty(), false, AccountCounts.NONE);
    private @Nullable Problem cancelled;
    private final List<DirectorySession> sessions = new ArrayList<>();

    SyncCycle(
            SyncConnection connection,
            Store store,
            CachedAccounts accounts,
            Set<ObjectGuid> suspects,
            RecentChanges recent,
            KnownMembers knownMembers,
            Epoch epoch,
            RunProgress progress,
            Clock clock) {
        this.connection = connection;
        this.store = store;
        this.accounts = accounts;
        this.moved = new MovedAccounts(accounts, connection.id());
        this.suspects = Set.copyOf(suspects);
        this.recent = recent;
        this.knownMembers = knownMembers;
        this.members = new UnresolvedMembers(connection.id(), knownMembers, accounts);
        this.epoch = epoch;
        this.progress = progress;
        this.clock = clock;
        this.decision = new CommitDecision(connection, this::own);
    }

    /**
     * Result of a cycle.
     *
     * @param held the held draft; empty if it was committed
     * @param moved accounts that are new here and cached in other connections
     * @param suspects accounts that were to be read again, and were
     * @param altered what was added, changed or removed, unless that was very much
     */
    record Result(
            ServerReport server,
            Optional<HeldCommit> held,
            IgnoredInCycle ignored,
            Map<ConnectionId, Set<ObjectGuid>> moved,
            Set<ObjectGuid> suspects,
            Map<ObjectGuid, RecentDifference> altered) {}

    /** @throws ProblemException naming the step that failed, or why the cycle was cancelled */
    Result execute() throws ProblemException {
        Instant deadline = progress.startedAt().plus(connection.config().timeout());
        reconfiguration = Reconfiguration.of(connection, store.current());
        if (reconfiguration.changed()) {
            log.info("{}: {}", connection.id(), reconfiguration.reason());
            progress.because(reconfiguration.reason());
        }
        Optional<ConnectionState> known =
                Optional.ofNullable(store.current().connections().get(connection.id()));
        Optional<ChangeCursor> cursor = progress.mode() == SyncMode.FULL
                ? Optional.empty()
                : known.flatMap(state -> state.point().cursor()).map(ChangeCursor::new);
        if (cursor.isPresent() && fullReadIsDue(known.orElseThrow())) {
            progress.because("The last full read is longer ago than sync.full-every.");
            cursor = Optional.empty();
        }
        try (DirectorySession opened = open(known, cursor, deadline)) {
            own(opened);
            boolean readsDeletedObjects = opened.readsDeletedObjects();
            Outcome outcome = read(opened, known, cursor, deadline);
            ChangeFeed feed = outcome.point()
                    .cursor()
                    .map(text -> new ChangeCursor(text).feed())
                    .orElse(ChangeFeed.NONE);
            ServerReport server = new ServerReport(
                    opened.server(), feed, opened.feedReason(feed), readsDeletedObjects, opened.serviceAccount());
            return new Result(server, outcome.held(), ignored, moved.byConnection(), suspects, altered);
        } catch (ProblemException e) {
            Problem why = cancelReason();
            throw why == null ? e : new ProblemException(why, e);
        }
    }

    private DirectorySession open(Optional<ConnectionState> known, Optional<ChangeCursor> cursor, Instant deadline)
            throws ProblemException {
        return known.filter(this::reconciliationIsDue).isPresent()
                ? connection.directory().openBest(cursor, deadline)
                : connection.directory().open(cursor, deadline);
    }

    private void keep(Set<ObjectGuid> kept, Set<ObjectGuid> readAgain, DirectorySession opened) {
        recent.waited(readAgain, kept);
        if (!kept.isEmpty()) {
            log.info(
                    "{}: accounts of which {} does not know all recent changes, which are kept: {}",
                    connection.id(),
                    opened.server(),
                    kept.size());
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
        members.begin(store);
        if (known.isPresent() && cursor.isPresent()) {
            Attempt attempt = readChanges(opened, known.get(), cursor.get(), deadline);
            if (attempt instanceof Attempt.Done done) {
                return done.outcome();
            }
            String reason = ((Attempt.NeedsFullRead) attempt).reason();
            log.info("{}: everything is read: {}", connection.id(), reason);
            progress.because(reconfiguration.changed() ? reconfiguration.reason() : reason);
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
        ReportedChanges found = opened.changesSince(cursor, AccountSample.cached(store.current(), connection.id()));
        if (found instanceof ReportedChanges.Lost lost) {
            return new Attempt.NeedsFullRead(lost.reason());
        }
        ReportedChanges.Known changes = (ReportedChanges.Known) found;
        changes.ignored().forEach(ignored::add);
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
            OvertakenStates overtaken = recent.overtakenOn(opened.server(), progress.startedAt());
            Set<ObjectGuid> waiting = reconciles ? recent.waiting() : Set.of();
            ChangeApplier read = new ChangeApplier(
                    opened, draft, accounts, moved, members, overtaken, progress, ignored, this::check);
            read.run(
                    changes,
                    union(suspects, waiting),
                    reconciles ? SyncRun.Scope.RECONCILIATION : SyncRun.Scope.CHANGES);
            if (reconciles) {
                knownMembers.askAgain();
                read.runDiffering(store.current(), connection.id());
            }
            boolean groups = connection.types().contains(AccountType.GROUP);
            if (groups
                    && (reconciles
                            || changes.foreignPrincipalDeleted()
                            || knownMembers.mayContainAccounts(changes.deleted()))) {
                read.compareGroups();
            }
            read.settleKeys();
            if (groups) {
                read.settleMemberships();
            }
            Optional<String> suspicion = read.suspicion(store.current(), connection.id());
            if (suspicion.isPresent()) {
                return new Attempt.NeedsFullRead(suspicion.get());
            }
            SyncPoint point = new SyncPoint(
                    opened.domain(),
                    progress.startedAt(),
                    reconciles ? progress.startedAt() : known.point().reconciledAt(),
                    known.point().fullAt(),
                    Optional.of(changes.next().text()),
                    known.ignoredAddresses());
            Optional<HeldCommit> held = finish(draft, opened, point, read.deleted(), read.losses(), deadline);
            keep(overtaken.seen(), waiting, opened);
            kept = held.isPresent() ? draft : null;
            return new Attempt.Done(new Outcome(point, held));
        } finally {
            if (kept == null) {
                draft.close();
            }
        }
    }

    private boolean reconciliationIsDue(ConnectionState known) {
        return progress.mode() == SyncMode.RECONCILE
                || reconfiguration.changed()
                || connection.config().reconciliationIsDue(known.point().reconciledAt(), progress.startedAt());
    }

    private boolean fullReadIsDue(ConnectionState known) {
        return connection.config().fullReadIsDue(known.point().fullAt(), progress.startedAt());
    }

    private static ReportedChanges.Known together(ReportedChanges.Known feed, ReportedChanges.Known witness) {
        return new ReportedChanges.Known(
                union(feed.changed(), witness.changed()),
                union(feed.deleted(), witness.deleted()),
                union(feed.containers(), witness.containers()),
                witness.next(),
                feed.ignored(),
                feed.foreignPrincipalDeleted() || witness.foreignPrincipalDeleted(),
                feed.doubt());
    }

    private static <T> Set<T> union(Set<T> one, Set<T> other) {
        Set<T> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    private Outcome readAll(DirectorySession opened, Optional<ConnectionState> known, Instant deadline)
            throws ProblemException {
        opened.begin();
        knownMembers.askAgain();
        members.readEverything();
        check();
        progress.read(
                SyncRun.Scope.FULL, known.map(state -> state.counts().total()).orElse(0));
        Draft kept = null;
        OvertakenStates overtaken = recent.overtakenOn(opened.server(), progress.startedAt());
        Draft draft = store.begin(connection.id(), epoch);
        try {
            Set<ObjectGuid> unseen = overtaken.created();
            Map<ObjectGuid, Account> partlyNew = new HashMap<>();
            AccountSample sample = new AccountSample();
            ReadReport report = opened.readAll(ignored.behind(account -> {
                check();
                unseen.remove(account.objectGuid());
                Account taken = members.accept(account);
                if (overtaken.includes(taken)) {
                    partlyNew.put(taken.objectGuid(), taken);
                } else {
                    draft.put(taken);
                }
                sample.add(account);
                moved.read(account.objectGuid());
                progress.countRead();
            }));
            ignored.readEverything();
            unseen.removeAll(unseen.isEmpty() ? Set.of() : opened.deletedAmong(unseen));
            overtaken.kept(unseen);
            putUpToDate(overtaken, partlyNew, draft);
            Optional<ChangeCursor> cursor = opened.selectFeed(sample::guids);
            SyncPoint point = new SyncPoint(
                    opened.domain(),
                    progress.startedAt(),
                    progress.startedAt(),
                    cursor.map(ChangeCursor::text),
                    report.ignoredAddresses());
            Optional<HeldCommit> held = finish(draft, opened, point, Set.of(), List.of(), deadline);
            keep(overtaken.seen(), recent.waiting(), opened);
            kept = held.isPresent() ? draft : null;
            return new Outcome(point, held);
        } finally {
            if (kept == null) {
                draft.close();
            }
        }
    }

    /** Puts what the server did not know all about: with its news, or as it is cached. */
    private void putUpToDate(OvertakenStates overtaken, Map<ObjectGuid, Account> shown, Draft draft)
            throws ProblemException {
        Set<ObjectGuid> kept = overtaken.seen();
        if (kept.isEmpty()) {
            return;
        }
        store.current().forEachAccount(connection.id(), cached -> {
            Account news = shown.remove(cached.objectGuid());
            if (news != null) {
                draft.put(members.accept(
                        overtaken.upToDate(news, Optional.of(cached)).orElse(cached)));
            } else if (kept.contains(cached.objectGuid())) {
                draft.put(members.accept(cached));
            }
            return true;
        });
        for (Account account : shown.values()) {
            Optional<Account> added = overtaken.upToDate(account, Optional.empty());
            if (added.isPresent()) {
                draft.put(members.accept(added.get()));
            }
        }
    }

    private Optional<HeldCommit> finish(
            Draft draft,
            DirectorySession opened,
            SyncPoint reached,
            Set<ObjectGuid> deleted,
            List<DraftChanges.AttributeLoss> losses,
            Instant deadline)
            throws ProblemException {
        progress.enter(SyncRun.Phase.COMPARING);
        SyncPoint point = reached.with(reconfiguration.configuration());
        DraftChanges changes = draft.compare().withLosses(losses);
        progress.compared(changes);
        if (changes.after().total() == 0 && changes.before().total() == 0) {
            throw emptyFirstRead(opened);
        }
        check();
        Optional<HeldDraft> objection = decision.of(
                draft,
                changes,
                opened,
                deleted,
                ignored.entries(),
                reconfiguration.outside(),
                clock.instant(),
                deadline);
        boolean isFirst = changes.before().total() == 0;
        if (!isFirst && changes.added() + changes.changed() + changes.removed() <= MOST_ALTERED) {
            draft.forEachDiffering(
                    (account, before, after) -> altered.put(account, RecentDifference.of(before, after)));
        }
        if (objection.isPresent()) {
            knownMembers.scanAgain();
            return Optional.of(
                    new HeldCommit(draft, objection.get(), point, opened.server(), altered, moved.byConnection()));
        }
        check();
        members.noteRemoved(draft);
        progress.enter(SyncRun.Phase.COMMITTING);
        draft.commit(point);
        if (connection.types().contains(AccountType.GROUP)) {
            members.settle(opened, store, epoch, point);
        }
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
