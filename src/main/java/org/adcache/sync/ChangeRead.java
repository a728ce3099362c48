package org.adcache.sync;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
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
    private final Set<AccountType> types;
    private final Set<ObjectGuid> read = new HashSet<>();
    private final Set<ObjectGuid> compared = new HashSet<>();
    private final Set<ObjectGuid> asked = new HashSet<>();
    private final Set<ObjectGuid> added = new HashSet<>();
    private final Set<ObjectGuid> deleted = new HashSet<>();
    private final Map<AttributeCounts.Key, Integer> had = new HashMap<>();
    private final Map<AttributeCounts.Key, Integer> have = new HashMap<>();

    /** Fails once the cycle is cancelled. */
    @FunctionalInterface
    interface Check {
        void run() throws ProblemException;
    }

    ChangeRead(DirectorySession session, ChangeDraft draft, Run run, Check check, Set<AccountType> types) {
        this.session = session;
        this.draft = draft;
        this.run = run;
        this.check = check;
        this.types = types;
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
        readAgain(touched);
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
        readAgain(differing);
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

    private void readAgain(Set<ObjectGuid> objects) throws ProblemException {
        added.clear();
        take(objects);
        if (!added.isEmpty() && types.contains(AccountType.GROUP)) {
            Set<ObjectGuid> groups = new HashSet<>(session.groupsOf(Set.copyOf(added)));
            groups.removeAll(asked);
            take(groups);
        }
    }

    private void take(Set<ObjectGuid> objects) throws ProblemException {
        if (objects.isEmpty()) {
            return;
        }
        asked.addAll(objects);
        session.readObjects(objects, this::put);
        for (ObjectGuid object : objects) {
            if (!compared.contains(object)) {
                draft.remove(object);
            }
        }
    }

    /** An account whose container has another name: it is cached already, or the feed reports it by itself. */
    private void putRenamed(Account account) throws ProblemException {
        check.run();
        if (read.add(account.objectGuid())) {
            run.countRead();
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
            if (before.isEmpty()) {
                added.add(guid);
            } else {
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
