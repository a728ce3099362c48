package org.adcache.sync;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.adcache.account.Account;
import org.adcache.account.ConnectionId;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;
import org.adcache.directory.DirectorySession;
import org.adcache.directory.ReportedChanges;
import org.adcache.store.AttributeCounts;
import org.adcache.store.ChangeDraft;
import org.adcache.store.DraftChanges;
import org.adcache.store.StoreView;
import org.adcache.sync.accounts.MemberLosses;
import org.adcache.sync.accounts.OvertakenStates;
import org.adcache.sync.accounts.ReconciliationSet;
import org.adcache.sync.accounts.UnresolvedMembers;

/**
 * Application of a change feed to a draft. The feed is only a hint: each reported object is read again by its GUID,
 * and removed if it isn't returned.
 */
final class ChangeApplier {
    /** Accounts with a cached attribute that are checked for still having it. */
    private static final int WITNESSES = 20;
    /** Accounts searched for them. */
    private static final int LOOKED_AT = 5000;
    /** With more differences a full read is cheaper, and its memory is bounded. */
    private static final int MOST_DIFFERING = 200_000;

    private final DirectorySession session;
    private final ChangeDraft draft;
    private final CachedAccounts cachedAccounts;
    private final MovedAccounts moved;
    private final UnresolvedMembers members;
    private final OvertakenStates overtaken;
    private final RunProgress progress;
    private final IgnoredInCycle ignored;
    private final CancellationCheck cancellation;
    private final Set<ObjectGuid> read = new HashSet<>();
    private final Set<ObjectGuid> compared = new HashSet<>();
    private final Set<ObjectGuid> asked = new HashSet<>();
    private final Set<ObjectGuid> deleted = new HashSet<>();
    private final Set<ObjectGuid> rivals = new HashSet<>();
    private final Set<ObjectGuid> partlyReadable = new HashSet<>();
    private final Map<AttributeCounts.Key, Integer> had = new HashMap<>();
    private final Map<AttributeCounts.Key, Integer> have = new HashMap<>();
    private final MemberLosses losses = new MemberLosses();
    private boolean tooMany;

    /** Cancellation check; fails once the cycle is cancelled. */
    @FunctionalInterface
    interface CancellationCheck {
        void run() throws ProblemException;
    }

    /** @param overtaken what this server may not know */
    ChangeApplier(
            DirectorySession session,
            ChangeDraft draft,
            CachedAccounts cachedAccounts,
            MovedAccounts moved,
            UnresolvedMembers members,
            OvertakenStates overtaken,
            RunProgress progress,
            IgnoredInCycle ignored,
            CancellationCheck cancellation) {
        this.session = session;
        this.draft = draft;
        this.cachedAccounts = cachedAccounts;
        this.moved = moved;
        this.members = members;
        this.overtaken = overtaken;
        this.progress = progress;
        this.ignored = ignored;
        this.cancellation = cancellation;
    }

    /**
     * Applies the changes that a feed reported.
     *
     * @param suspects accounts to read again although no feed reported them
     */
    void run(ReportedChanges.Known changes, Set<ObjectGuid> suspects, SyncRun.Scope scope) throws ProblemException {
        deleted.addAll(changes.deleted());
        Set<ObjectGuid> touched = new HashSet<>(changes.changed());
        touched.addAll(changes.deleted());
        touched.addAll(suspects);
        progress.read(scope, touched.size());
        for (ObjectGuid container : changes.containers()) {
            session.readBelow(container, ignored.behind(this::putRenamed));
        }
        take(touched);
    }

    /** Lists all accounts, and reads those that aren't cached, have another name, or are cached but not listed. */
    void runDiffering(StoreView cached, ConnectionId connection) throws ProblemException {
        progress.enter(SyncRun.Phase.LISTING);
        ReconciliationSet listed = new ReconciliationSet();
        session.list((guid, name) -> {
            cancellation.run();
            listed.add(guid, name);
        });
        Set<ObjectGuid> differing = new HashSet<>();
        cached.forEachAccount(connection, account -> {
            if (!listed.crossOff(account.objectGuid(), account.distinguishedName())) {
                differing.add(account.objectGuid());
            }
            return true;
        });
        differing.addAll(listed.rest());
        Set<ObjectGuid> unread = unread(differing);
        tooMany = unread.size() > MOST_DIFFERING;
        if (!tooMany) {
            progress.read(SyncRun.Scope.RECONCILIATION, unread.size());
            take(unread);
        }
    }

    /**
     * Reads all groups and takes those that differ. A membership may end without a change of the group: a link expires,
     * or a foreign security principal is cleaned up.
     */
    void compareGroups() throws ProblemException {
        progress.enter(SyncRun.Phase.READING);
        session.readGroups(ignored.behind(read -> {
            cancellation.run();
            Account group = members.accept(read);
            Optional<Account> before = draft.cached(group.objectGuid());
            before.ifPresent(known -> losses.compare(known, group, asked.contains(group.objectGuid())));
            if (before.filter(group::equals).isEmpty() || compared.contains(group.objectGuid())) {
                put(group);
            }
        }));
    }

    /** What {@link #compareGroups} found lost that no feed reported. */
    List<DraftChanges.AttributeLoss> losses() {
        return losses.ofMost();
    }

    /**
     * Reason to suspect a lost read right behind the changes; empty if there is none. If none of the changed accounts
     * that had an attribute still has it, a sample of unchanged accounts is checked: if none of them has its cached
     * attribute either, the right was lost.
     */
    Optional<String> suspicion(StoreView cached, ConnectionId connection) throws ProblemException {
        if (tooMany) {
            return Optional.of("More than " + MOST_DIFFERING + " accounts differ from the list.");
        }
        for (Map.Entry<AttributeCounts.Key, Integer> entry : new TreeMap<>(had).entrySet()) {
            AttributeCounts.Key key = entry.getKey();
            if (!have.containsKey(key) && isGoneFromOthers(key, cached, connection)) {
                return Optional.of("None of the changed " + key.type().label() + "s has " + key.attribute()
                        + " any more, where " + entry.getValue() + " had, nor have others of which it is cached.");
            }
        }
        return Optional.empty();
    }

    private boolean isGoneFromOthers(AttributeCounts.Key key, StoreView cached, ConnectionId connection)
            throws ProblemException {
        Set<ObjectGuid> others = new HashSet<>();
        int[] looked = {0};
        cached.forEachAccount(connection, account -> {
            looked[0]++;
            if (!asked.contains(account.objectGuid()) && watched(account).contains(key)) {
                others.add(account.objectGuid());
            }
            return others.size() < WITNESSES && looked[0] < LOOKED_AT;
        });
        int[] still = {0, 0};
        if (!others.isEmpty()) {
            session.readObjects(others, account -> {
                still[0]++;
                still[1] += watched(account).contains(key) ? 1 : 0;
            });
        }
        return still[0] > 0 && still[1] == 0;
    }

    /** Objects that were seen as readable tombstones and neither restored since nor ignored. */
    Set<ObjectGuid> deleted() {
        deleted.removeAll(compared);
        deleted.removeAll(ignored.entries());
        return deleted;
    }

    /**
     * Reads the accounts again that have, in the copy, a key of an account that was read: it was deleted without being
     * seen, or has given its name away. They may have the keys of further ones.
     */
    void settleKeys() throws ProblemException {
        Set<ObjectGuid> next = unread(rivals);
        while (!next.isEmpty()) {
            rivals.clear();
            take(next);
            next = unread(rivals);
        }
    }

    /**
     * Updates the members of groups that did not change themselves. A deleted object leaves its groups, and a restored
     * one is in all of them again or in none; neither is a change of the groups, and no feed reports it.
     */
    void settleMemberships() throws ProblemException {
        Set<ObjectGuid> touched = new HashSet<>(asked);
        touched.addAll(compared);
        Map<ObjectGuid, Set<ObjectGuid>> before = cachedAccounts.listing(touched);
        Set<ObjectGuid> members = new HashSet<>(before.keySet());
        members.addAll(compared);
        Set<ObjectGuid> gone = new HashSet<>(members);
        Set<ObjectGuid> differing = new HashSet<>();
        Set<ObjectGuid> silent = new HashSet<>();
        session.groupsOf(Set.copyOf(members), (object, groups) -> {
            gone.remove(object);
            Set<ObjectGuid> known = before.getOrDefault(object, Set.of());
            if (groups.isEmpty() && mayHaveGroups(object, known)) {
                silent.add(object);
            }
            groups.stream().filter(group -> !known.contains(group)).forEach(differing::add);
            known.stream().filter(group -> !groups.contains(group)).forEach(differing::add);
        });
        differing.addAll(silent.isEmpty() ? Set.of() : session.groupsListing(silent));
        Set<ObjectGuid> dead = tombstonesAmong(gone);
        for (ObjectGuid object : gone) {
            if (!dead.contains(object)) {
                differing.addAll(before.getOrDefault(object, Set.of()));
            }
        }
        take(unread(differing));
        Set<ObjectGuid> left = new HashSet<>();
        dead.forEach(object -> left.addAll(before.getOrDefault(object, Set.of())));
        for (ObjectGuid group : unread(left)) {
            forget(dead, group);
        }
    }

    /** Whether an object without readable groups may be in some: it was restored, or not all of it is readable. */
    private boolean mayHaveGroups(ObjectGuid object, Set<ObjectGuid> known) throws ProblemException {
        return partlyReadable.contains(object)
                || !known.isEmpty()
                || draft.cached(object).isEmpty();
    }

    private Set<ObjectGuid> tombstonesAmong(Set<ObjectGuid> objects) throws ProblemException {
        Set<ObjectGuid> unknown = new HashSet<>(objects);
        unknown.removeAll(deleted);
        Set<ObjectGuid> dead = new HashSet<>(objects);
        dead.retainAll(deleted);
        if (!unknown.isEmpty()) {
            dead.addAll(session.deletedAmong(unknown));
        }
        return dead;
    }

    private Set<ObjectGuid> unread(Set<ObjectGuid> groups) {
        Set<ObjectGuid> unread = new HashSet<>(groups);
        unread.removeAll(asked);
        unread.removeAll(read);
        return unread;
    }

    private void forget(Set<ObjectGuid> dead, ObjectGuid group) throws ProblemException {
        Optional<Account> cached = draft.cached(group);
        if (cached.isPresent()) {
            draft.put(members.accept(cached.get()
                    .withMembers(cached.get().members().stream()
                            .filter(member -> !dead.contains(member.objectGuid()))
                            .toList())));
        }
    }

    private void take(Set<ObjectGuid> reported) throws ProblemException {
        if (reported.isEmpty()) {
            return;
        }
        asked.addAll(reported);
        ignored.read(reported);
        session.readObjects(reported, ignored.behind(this::put));
        Set<ObjectGuid> absent = new HashSet<>(reported);
        absent.removeAll(compared);
        absent.removeAll(unknownAmong(absent));
        for (ObjectGuid object : absent) {
            draft.remove(object);
        }
    }

    /** Absent accounts that another server has created lately, of which this one has no tombstone. */
    private Set<ObjectGuid> unknownAmong(Set<ObjectGuid> absent) throws ProblemException {
        Set<ObjectGuid> unknown = new HashSet<>(absent);
        unknown.removeIf(object -> !overtaken.includesAbsenceOf(object));
        if (!unknown.isEmpty()) {
            unknown.removeAll(tombstonesAmong(unknown));
            overtaken.kept(unknown);
        }
        return unknown;
    }

    /** Puts an account below a renamed container; one that isn't cached has become visible with its container. */
    private void putRenamed(Account shown) throws ProblemException {
        cancellation.run();
        ObjectGuid guid = shown.objectGuid();
        Optional<Account> news = news(shown);
        if (news.isEmpty()) {
            return;
        }
        Account account = news.get();
        if (read.add(guid)) {
            progress.countRead();
            Optional<Account> before = draft.cached(guid);
            if (before.isEmpty()) {
                compared.add(guid);
            }
            claim(account, before);
        }
        draft.put(members.accept(account));
    }

    /** The account with all that is known of it; empty if it is the cached one, or was removed and stays so. */
    private Optional<Account> news(Account shown) throws ProblemException {
        if (!overtaken.includes(shown)) {
            return Optional.of(shown);
        }
        Optional<Account> cached = draft.cached(shown.objectGuid());
        Optional<Account> current = overtaken.upToDate(shown, cached);
        return current.equals(cached) ? Optional.empty() : current;
    }

    private void put(Account shown) throws ProblemException {
        cancellation.run();
        ObjectGuid guid = shown.objectGuid();
        if (read.add(guid)) {
            progress.countRead();
        }
        Optional<Account> news = news(shown);
        if (news.isEmpty()) {
            compared.add(guid);
            return;
        }
        Account account = news.get();
        if (!account.unreadable().isEmpty()) {
            partlyReadable.add(guid);
        }
        if (compared.add(guid)) {
            Optional<Account> before = draft.cached(guid);
            claim(account, before);
            if (before.isPresent()) {
                count(before.get(), had);
                count(account, have);
            }
        }
        draft.put(members.accept(account));
    }

    /** Notes whose keys an account has; usually it has them in the copy too, and looking them up is spared. */
    private void claim(Account account, Optional<Account> before) {
        if (before.isEmpty()) {
            moved.read(account.objectGuid());
        }
        if (before.filter(known -> hasKeysOf(known, account)).isEmpty()) {
            rivals.addAll(cachedAccounts.withKeysOf(account));
        }
    }

    private static boolean hasKeysOf(Account known, Account account) {
        return known.distinguishedName().equals(account.distinguishedName())
                && known.samAccountName().equals(account.samAccountName())
                && known.userPrincipalName().equals(account.userPrincipalName())
                && known.objectSid().equals(account.objectSid());
    }

    private static void count(Account account, Map<AttributeCounts.Key, Integer> counts) {
        watched(account).forEach(key -> counts.merge(key, 1, Integer::sum));
    }

    private static Set<AttributeCounts.Key> watched(Account account) {
        Set<AttributeCounts.Key> keys = new HashSet<>(AttributeCounts.keysOf(account));
        keys.addAll(AttributeCounts.uncountedKeysOf(account));
        return keys;
    }
}
