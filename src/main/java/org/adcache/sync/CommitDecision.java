package org.adcache.sync;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.AccountType;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.directory.DirectorySession;
import org.adcache.store.AccountCounts;
import org.adcache.store.Draft;
import org.adcache.store.DraftChanges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decision whether a draft is applied or held. If the guard objects, it checks again without the removals that are
 * readable tombstones; an objection that remains is reported together with a second opinion from another domain
 * controller.
 */
final class CommitDecision {
    private static final Logger log = LoggerFactory.getLogger(CommitDecision.class);
    private static final int ASKED_AT_ONCE = 1000;

    private final SyncConnection connection;
    private final ShrinkGuard guard;
    private final SessionOwner owner;

    /** Owner of the sessions, which closes them from another thread. */
    @FunctionalInterface
    interface SessionOwner {
        void own(DirectorySession session) throws ProblemException;
    }

    /** @param owner receives each session that is opened, so that cancelling the cycle closes it */
    CommitDecision(SyncConnection connection, SessionOwner owner) {
        this.connection = connection;
        this.owner = owner;
        this.guard = new ShrinkGuard(connection.config().shrinkLimit(), connection.types(), connection.attributes());
    }

    /**
     * The objection and the numbers with which the draft is held; empty if it may be applied.
     *
     * @param deleted removals known to be readable tombstones
     * @param ignored entries that exist and can't be used: lost, whatever a search for tombstones returns
     * @param outside cached accounts that the configuration no longer includes
     */
    Optional<HeldDraft> of(
            Draft draft,
            DraftChanges changes,
            DirectorySession session,
            Set<ObjectGuid> deleted,
            Set<ObjectGuid> ignored,
            AccountCounts outside,
            Instant now,
            Instant deadline)
            throws ProblemException {
        if (guard.objection(changes, AccountCounts.NONE).isEmpty()) {
            return Optional.empty();
        }
        AccountCounts gone = tombstones(draft, session, deleted, ignored);
        AccountCounts explained =
                changes.after().total() == 0 ? gone : gone.plus(outside).atMost(changes.removedByType());
        Optional<Problem> objection = guard.objection(changes, explained);
        if (objection.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new HeldDraft(
                now,
                objection.get(),
                changes.added(),
                changes.changed(),
                changes.removed(),
                changes.removedSample(),
                secondOpinion(draft, session.server(), deadline)));
    }

    private static AccountCounts tombstones(
            Draft draft, DirectorySession session, Set<ObjectGuid> deleted, Set<ObjectGuid> ignored)
            throws ProblemException {
        Tally tally = new Tally(session, deleted);
        draft.forEachRemoved((guid, type) -> {
            if (!ignored.contains(guid)) {
                tally.add(guid, type);
            }
        });
        tally.ask();
        return tally.counts;
    }

    /** Counter of the removed accounts that are tombstones; queries them in batches. */
    private static final class Tally {
        private final DirectorySession session;
        private final Set<ObjectGuid> deleted;
        private final boolean readable;
        private final Map<ObjectGuid, AccountType> open = new HashMap<>();
        private AccountCounts counts = AccountCounts.NONE;

        Tally(DirectorySession session, Set<ObjectGuid> deleted) throws ProblemException {
            this.session = session;
            this.deleted = deleted;
            this.readable = session.readsDeletedObjects();
        }

        void add(ObjectGuid guid, AccountType type) throws ProblemException {
            if (deleted.contains(guid)) {
                counts = counts.plus(type, 1);
            } else if (readable) {
                open.put(guid, type);
                if (open.size() >= ASKED_AT_ONCE) {
                    ask();
                }
            }
        }

        void ask() throws ProblemException {
            if (!open.isEmpty()) {
                for (ObjectGuid guid : session.deletedAmong(open.keySet())) {
                    counts = counts.plus(Objects.requireNonNull(open.get(guid)), 1);
                }
                open.clear();
            }
        }
    }

    private Optional<HeldDraft.SecondOpinion> secondOpinion(Draft draft, String server, Instant deadline) {
        try {
            Set<ObjectGuid> sample = new HashSet<>();
            draft.forEachRemoved((guid, type) -> {
                if (sample.size() < ASKED_AT_ONCE) {
                    sample.add(guid);
                }
            });
            if (sample.isEmpty()) {
                return Optional.empty();
            }
            Optional<DirectorySession> other = connection.directory().openOther(server, deadline);
            if (other.isEmpty()) {
                return Optional.empty();
            }
            try (DirectorySession opened = other.get()) {
                owner.own(opened);
                return Optional.of(new HeldDraft.SecondOpinion(
                        opened.server(),
                        sample.size(),
                        opened.visibleAmong(sample).size()));
            }
        } catch (ProblemException e) {
            log.debug("{}: no second opinion", connection.id(), e);
            return Optional.empty();
        }
    }
}
