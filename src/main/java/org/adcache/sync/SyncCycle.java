package org.adcache.sync;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.account.Epoch;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.directory.DirectorySession;
import org.adcache.directory.ReadReport;
import org.adcache.store.Draft;
import org.adcache.store.DraftChanges;
import org.adcache.store.Store;
import org.adcache.store.SyncPoint;
import org.jspecify.annotations.Nullable;

/** One cycle of one connection: read everything, compare, guard, commit. A cycle that fails leaves no trace in the store. */
final class SyncCycle {
    private final SyncConnection connection;
    private final Store store;
    private final Epoch epoch;
    private final Run run;
    private final Clock clock;
    private @Nullable Problem cancelled;
    private @Nullable DirectorySession session;

    SyncCycle(SyncConnection connection, Store store, Epoch epoch, Run run, Clock clock) {
        this.connection = connection;
        this.store = store;
        this.epoch = epoch;
        this.run = run;
        this.clock = clock;
    }

    /** What came of it: the draft that is held, or nothing when it was committed. */
    record Result(String server, Optional<Held> held) {}

    /** @throws ProblemException naming the step that failed, or why the cycle was cancelled */
    Result execute() throws ProblemException {
        Instant deadline = run.startedAt().plus(connection.config().timeout());
        try (DirectorySession opened = connection.directory().open(Optional.empty(), deadline)) {
            own(opened);
            return read(opened);
        } catch (ProblemException e) {
            Problem why = cancelReason();
            throw why == null ? e : new ProblemException(why, e);
        }
    }

    /** Ends the cycle from another thread; it then fails with this problem, unless it was committed already. */
    void cancel(Problem why) {
        DirectorySession open;
        synchronized (this) {
            if (cancelled == null) {
                cancelled = why;
            }
            open = session;
        }
        if (open != null) {
            open.close();
        }
    }

    private Result read(DirectorySession opened) throws ProblemException {
        run.enter(SyncRun.Phase.READING);
        Draft draft = store.begin(connection.id(), epoch);
        boolean kept = false;
        try {
            ReadReport report = opened.readAll(account -> put(draft, account));
            Optional<Held> held = finish(draft, opened, report);
            kept = held.isPresent();
            return new Result(opened.server(), held);
        } finally {
            if (!kept) {
                draft.close();
            }
        }
    }

    private void put(Draft draft, Account account) throws ProblemException {
        check();
        draft.put(account);
        run.countRead();
    }

    private Optional<Held> finish(Draft draft, DirectorySession opened, ReadReport report) throws ProblemException {
        SyncPoint point = SyncPoint.full(opened.domain(), run.startedAt(), report.ignoredAddresses());
        run.enter(SyncRun.Phase.COMPARING);
        DraftChanges changes = draft.compare();
        run.compared(changes);
        refuseEmptyFirstRead(changes, opened);
        check();
        Optional<Problem> objection =
                new ShrinkGuard(connection.config().shrinkLimit(), connection.types()).objection(changes);
        if (objection.isPresent()) {
            HeldDraft summary = new HeldDraft(
                    clock.instant(),
                    objection.get(),
                    changes.added(),
                    changes.changed(),
                    changes.removed(),
                    changes.removedSample());
            return Optional.of(new Held(draft, summary, point));
        }
        run.enter(SyncRun.Phase.COMMITTING);
        draft.commit(point);
        return Optional.empty();
    }

    private void refuseEmptyFirstRead(DraftChanges changes, DirectorySession opened) throws ProblemException {
        if (changes.after().total() == 0 && changes.before().total() == 0) {
            throw new ProblemException(new Problem(
                    "empty-result",
                    "Reading succeeded on " + opened.server() + ", but the service account sees no account at all.",
                    "Check search-base, and that the service account has the rights List contents and Read property"
                            + " on it."));
        }
    }

    private void own(DirectorySession opened) throws ProblemException {
        synchronized (this) {
            session = opened;
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
