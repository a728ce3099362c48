package org.adcache.sync;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.ConnectionId;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;
import org.adcache.directory.Changes;
import org.adcache.directory.DirectorySession;
import org.adcache.store.AttributeCounts;
import org.adcache.store.ChangeDraft;
import org.adcache.store.StoreView;

/**
 * Brings what changed into a draft. Who changed is only a hint: each object is read again by its GUID, and what is asked
 * for and not returned is removed.
 */
final class ChangeRead {
    private final DirectorySession session;
    private final ChangeDraft draft;
    private final Run run;
    private final Check check;
    private final Set<ObjectGuid> read = new HashSet<>();
    private final Set<ObjectGuid> compared = new HashSet<>();
    private final Set<ObjectGuid> asked = new HashSet<>();
    private final Set<ObjectGuid> removed = new HashSet<>();
    private final Set<ObjectGuid> deleted = new HashSet<>();
    private final Map<AttributeCounts.Key, Integer> had = new HashMap<>();
    private final Map<AttributeCounts.Key, Integer> have = new HashMap<>();

    /** Fails once the cycle is cancelled. */
    @FunctionalInterface
    interface Check {
        void run() throws ProblemException;
    }

    ChangeRead(DirectorySession session, ChangeDraft draft, Run run, Check check) {
        this.session = session;
        this.draft = draft;
        this.run = run;
        this.check = check;
    }

    /** Reads what a feed reported. */
    void run(Changes.Known changes, SyncRun.Scope scope) throws ProblemException {
        deleted.addAll(changes.deleted());
        Set<ObjectGuid> touched = new HashSet<>(changes.changed());
        touched.addAll(changes.deleted());
        run.read(scope, touched.size());
        for (ObjectGuid container : changes.containers()) {
            session.readBelow(container, this::putRenamed);
        }
        take(touched);
    }

    /** Lists all accounts and reads those that aren't cached, or under another name, or cached and not listed. */
    void runDiffering(StoreView cached, ConnectionId connection) throws ProblemException {
        run.enter(SyncRun.Phase.LISTING);
        ListedAccounts listed = new ListedAccounts();
        session.list((guid, name) -> {
            check.run();
            listed.add(guid, name);
        });
        Set<ObjectGuid> differing = new HashSet<>();
        cached.forEachAccount(connection, account -> {
            if (!listed.crossOff(account.objectGuid(), account.distinguishedName())) {
                differing.add(account.objectGuid());
            }
        });
        differing.addAll(listed.rest());
        differing.removeAll(asked);
        differing.removeAll(read);
        run.read(SyncRun.Scope.RECONCILIATION, differing.size());
        take(differing);
    }

    /** Why the changed accounts together look like a lost right to read; empty if they don't. */
    Optional<String> suspicion() {
        return had.entrySet().stream()
                .filter(entry -> entry.getValue() >= ShrinkGuard.REMARKABLE && !have.containsKey(entry.getKey()))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .map(key -> "None of the changed " + key.type().label() + "s has " + key.attribute()
                        + " any more, where " + had.get(key) + " had.");
    }

    /** Objects that were seen as readable tombstones and did not come back since. */
    Set<ObjectGuid> deleted() {
        deleted.removeAll(compared);
        return deleted;
    }

    /**
     * Brings the members of groups in line that did not change themselves. What is deleted leaves its groups, and what is
     * restored is in all of them again or in none; neither is a change of the groups, and no feed reports it.
     */
    void settleMemberships(CachedGroups cachedGroups) throws ProblemException {
        Set<ObjectGuid> members = new HashSet<>(compared);
        members.addAll(removed);
        Map<ObjectGuid, Set<ObjectGuid>> before = cachedGroups.listing(members);
        Set<ObjectGuid> differing = new HashSet<>();
        session.groupsOf(Set.copyOf(compared), (object, groups) -> {
            Set<ObjectGuid> known = before.getOrDefault(object, Set.of());
            groups.stream().filter(group -> !known.contains(group)).forEach(differing::add);
            known.stream().filter(group -> !groups.contains(group)).forEach(differing::add);
        });
        differing.removeAll(asked);
        differing.removeAll(read);
        take(differing);
        Set<ObjectGuid> left = new HashSet<>();
        removed.forEach(object -> left.addAll(before.getOrDefault(object, Set.of())));
        left.removeAll(asked);
        left.removeAll(read);
        for (ObjectGuid group : left) {
            forgetRemoved(group);
        }
    }

    private void forgetRemoved(ObjectGuid group) throws ProblemException {
        Optional<Account> cached = draft.cached(group);
        if (cached.isPresent()) {
            draft.put(cached.get()
                    .withMembers(cached.get().members().stream()
                            .filter(member -> !removed.contains(member.objectGuid()))
                            .toList()));
        }
    }

    private void take(Set<ObjectGuid> objects) throws ProblemException {
        if (objects.isEmpty()) {
            return;
        }
        asked.addAll(objects);
        session.readObjects(objects, this::put);
        for (ObjectGuid object : objects) {
            if (!compared.contains(object) && draft.cached(object).isPresent()) {
                draft.remove(object);
                removed.add(object);
            }
        }
    }

    /** An account whose container has another name; if it is new to us, it has come into sight with its container. */
    private void putRenamed(Account account) throws ProblemException {
        check.run();
        ObjectGuid guid = account.objectGuid();
        if (read.add(guid)) {
            run.countRead();
            if (draft.cached(guid).isEmpty()) {
                compared.add(guid);
            }
        }
        draft.put(account);
    }

    private void put(Account account) throws ProblemException {
        check.run();
        ObjectGuid guid = account.objectGuid();
        if (read.add(guid)) {
            run.countRead();
        }
        if (compared.add(guid)) {
            Optional<Account> before = draft.cached(guid);
            if (before.isPresent()) {
                count(before.get(), had);
                count(account, have);
            }
        }
        draft.put(account);
    }

    private static void count(Account account, Map<AttributeCounts.Key, Integer> counts) {
        AttributeCounts.keysOf(account).forEach(key -> counts.merge(key, 1, Integer::sum));
    }
}
