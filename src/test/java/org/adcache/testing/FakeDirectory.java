package org.adcache.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.Domain;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.AccountSink;
import org.adcache.directory.ChangeCursor;
import org.adcache.directory.ChangeFeed;
import org.adcache.directory.Directory;
import org.adcache.directory.DirectorySession;
import org.adcache.directory.GroupsSink;
import org.adcache.directory.IgnoredEntry;
import org.adcache.directory.IgnoredReason;
import org.adcache.directory.KnownAccounts;
import org.adcache.directory.ListedSink;
import org.adcache.directory.ReadReport;
import org.adcache.directory.ReportedChanges;
import org.jspecify.annotations.Nullable;

/** In-memory directory that can be made to refuse, fail or stall, with an optional change feed. */
public final class FakeDirectory implements Directory {
    private volatile Map<ObjectGuid, Account> accounts = Map.of();
    private volatile @Nullable Problem refusal;
    private volatile int failAfter = Integer.MAX_VALUE;
    private volatile @Nullable CountDownLatch stalled;
    private volatile ChangeFeed feed = ChangeFeed.NONE;
    private volatile boolean deletedObjects;
    private volatile Optional<String> lost = Optional.empty();
    private volatile Optional<String> doubt = Optional.empty();
    private volatile String server = "dc1.corp.example:636";
    private volatile boolean foreignDeleted;
    private volatile boolean hidesGroups;
    private volatile Set<ObjectGuid> movedContainers = Set.of();
    private volatile Optional<Set<ObjectGuid>> elsewhere = Optional.empty();
    private volatile Set<ObjectGuid> ignored = Set.of();
    private volatile Map<ObjectGuid, GroupMember.Kind> kinds = Map.of();
    private final List<Set<ObjectGuid>> askedFor = new ArrayList<>();
    private final Map<ObjectGuid, Integer> changedAt = new HashMap<>();
    private final Set<ObjectGuid> tombstones = new HashSet<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger entriesRead = new AtomicInteger();
    private final AtomicInteger usn = new AtomicInteger(1);

    /** Replaces the accounts; the feed, if any, reports the difference. */
    public synchronized void holds(List<Account> newAccounts) {
        change(newAccounts, true);
    }

    /** Replaces the accounts without reporting it to the feed, as a change of rights does. */
    public synchronized void shows(List<Account> newAccounts) {
        change(newAccounts, false);
    }

    private void change(List<Account> newAccounts, boolean reported) {
        Map<ObjectGuid, Account> now = new LinkedHashMap<>();
        newAccounts.forEach(account -> now.put(account.objectGuid(), account));
        int change = usn.incrementAndGet();
        for (ObjectGuid gone : accounts.keySet()) {
            if (!now.containsKey(gone) && reported && deletedObjects) {
                tombstones.add(gone);
                changedAt.put(gone, change);
            }
        }
        now.forEach((guid, account) -> {
            if (reported && !Optional.of(account).equals(Optional.ofNullable(accounts.get(guid)))) {
                tombstones.remove(guid);
                changedAt.put(guid, change);
            }
        });
        accounts = now;
    }

    public void feeds(ChangeFeed newFeed) {
        feed = newFeed;
    }

    /** Sets whether deletions are reported. */
    public void showsDeletedObjects(boolean readable) {
        deletedObjects = readable;
    }

    /** Rejects the next cursors for this reason; empty to accept them. */
    public void losesTheFeed(Optional<String> reason) {
        lost = reason;
    }

    /** Makes the feed report this doubt; empty for none. */
    public void doubts(Optional<String> reason) {
        doubt = reason;
    }

    /** Names the server of the next sessions. */
    public void servedBy(String name) {
        server = name;
    }

    /** Makes the feed report, or no longer, that a foreign security principal was deleted. */
    public void deletesForeignPrincipal(boolean deleted) {
        foreignDeleted = deleted;
    }

    /** Makes the groups of an account unreadable, unlike the members of a group. */
    public void hidesGroups() {
        hidesGroups = true;
    }

    /** Makes the feed report these containers as renamed; all accounts are below each. */
    public void renames(Set<ObjectGuid> containers) {
        movedContainers = containers;
    }

    /** Makes another server available that shows these accounts. */
    public void elsewhereShows(Set<ObjectGuid> visible) {
        elsewhere = Optional.of(visible);
    }

    /** Reports an object as changed, although the accounts are the same. */
    public synchronized void changed(ObjectGuid object) {
        changedAt.put(object, usn.incrementAndGet());
    }

    /** Makes every read return these entries too, each malformed; accounts with these GUIDs are not returned. */
    public void ignores(Set<ObjectGuid> objects) {
        ignored = Set.copyOf(objects);
    }

    /** Adds objects that are no accounts, with the kinds they have as members. */
    public void has(Map<ObjectGuid, GroupMember.Kind> objects) {
        kinds = Map.copyOf(objects);
    }

    /** Makes the feed report the deletion of an object that is no account, by its GUID alone. */
    public synchronized void deletes(ObjectGuid object) {
        tombstones.add(object);
        changedAt.put(object, usn.incrementAndGet());
    }

    /** The members for whose kind it was asked, request by request, since the last call. */
    public synchronized List<Set<ObjectGuid>> askedFor() {
        List<Set<ObjectGuid>> all = List.copyOf(askedFor);
        askedFor.clear();
        return all;
    }

    /** Makes opening a session fail with this problem; null to succeed. */
    public void refuses(@Nullable Problem problem) {
        refusal = problem;
    }

    /** Makes reads fail after this many accounts. */
    public void failsAfter(int count) {
        failAfter = count;
    }

    /** Makes the next read block before its first account until its session is closed. */
    public CountDownLatch stalls() {
        CountDownLatch reached = new CountDownLatch(1);
        stalled = reached;
        return reached;
    }

    public int opened() {
        return opened.get();
    }

    /** Number of accounts read with their content since the last call. */
    public int entriesRead() {
        return entriesRead.getAndSet(0);
    }

    @Override
    public DirectorySession open(Optional<ChangeCursor> cursor, Instant deadline) throws ProblemException {
        opened.incrementAndGet();
        Problem problem = refusal;
        if (problem != null) {
            throw new ProblemException(problem);
        }
        return new Session(server);
    }

    @Override
    public Optional<DirectorySession> openOther(String server, Instant deadline) {
        return elsewhere.map(visible -> new Session("dc2.corp.example:636"));
    }

    private final class Session implements DirectorySession {
        private final String server;
        private final CountDownLatch closed = new CountDownLatch(1);
        private int start;

        Session(String server) {
            this.server = server;
        }

        @Override
        public String server() {
            return server;
        }

        @Override
        public Domain domain() {
            return People.DOMAIN;
        }

        @Override
        public String serviceAccount() {
            return "CORP\\svc-adcache";
        }

        @Override
        public boolean readsDeletedObjects() {
            return deletedObjects;
        }

        @Override
        public void begin() {
            start = usn.get();
        }

        @Override
        public Optional<ChangeCursor> selectFeed(KnownAccounts known) {
            return feed == ChangeFeed.NONE ? Optional.empty() : Optional.of(cursor(start, start));
        }

        @Override
        public Optional<String> feedReason(ChangeFeed used) {
            return Optional.empty();
        }

        private ChangeCursor cursor(int changes, int reconciled) {
            return new ChangeCursor(changes + " " + reconciled);
        }

        private int number(ChangeCursor cursor, int index) {
            return Integer.parseInt(cursor.text().split(" ", -1)[index]);
        }

        @Override
        public ReportedChanges changesSince(ChangeCursor cursor, KnownAccounts known) {
            if (lost.isPresent()) {
                return new ReportedChanges.Lost(lost.get());
            }
            return changes(number(cursor, 0), cursor(usn.get(), number(cursor, 1)));
        }

        @Override
        public ReportedChanges changesSinceReconciliation(ChangeCursor cursor) {
            return changes(number(cursor, 1), cursor(number(cursor, 0), usn.get()));
        }

        private ReportedChanges changes(int since, ChangeCursor next) {
            synchronized (FakeDirectory.this) {
                Set<ObjectGuid> changed = new HashSet<>();
                Set<ObjectGuid> deleted = new HashSet<>();
                changedAt.forEach((guid, at) -> {
                    if (at > since) {
                        (tombstones.contains(guid) ? deleted : changed).add(guid);
                    }
                });
                return new ReportedChanges.Known(
                        changed, deleted, movedContainers, next, List.of(), foreignDeleted, doubt);
            }
        }

        @Override
        public ReadReport readAll(AccountSink sink) throws ProblemException {
            CountDownLatch reached = stalled;
            if (reached != null) {
                stalled = null;
                reached.countDown();
                awaitClose();
            }
            ignored.forEach(guid -> sink.ignored(malformed(guid)));
            return hand(new ArrayList<>(accounts.values()), sink);
        }

        private IgnoredEntry malformed(ObjectGuid guid) {
            return new IgnoredEntry(
                    Optional.of(guid),
                    "CN=" + guid + ",DC=corp,DC=example",
                    Optional.of("objectSid"),
                    Optional.empty(),
                    IgnoredReason.MALFORMED_SID);
        }

        private ReadReport hand(List<Account> found, AccountSink sink) throws ProblemException {
            int read = 0;
            for (Account account : found) {
                if (ignored.contains(account.objectGuid())) {
                    continue;
                }
                if (read == failAfter) {
                    throw new ProblemException(new Problem(ProblemType.LDAP_BUSY, "The page failed.", "Try again."));
                }
                entriesRead.incrementAndGet();
                sink.accept(account);
                read++;
            }
            return new ReadReport(read, 0);
        }

        @Override
        public ReadReport readObjects(Set<ObjectGuid> objects, AccountSink sink) throws ProblemException {
            List<Account> found = new ArrayList<>();
            for (ObjectGuid object : objects) {
                if (ignored.contains(object)) {
                    sink.ignored(malformed(object));
                }
                Account account = accounts.get(object);
                if (account != null) {
                    found.add(account);
                }
            }
            return hand(found, sink);
        }

        @Override
        public ReadReport readGroups(AccountSink sink) throws ProblemException {
            return hand(
                    accounts.values().stream()
                            .filter(account -> account.type() == AccountType.GROUP)
                            .toList(),
                    sink);
        }

        @Override
        public ReadReport readBelow(ObjectGuid container, AccountSink sink) throws ProblemException {
            return hand(new ArrayList<>(accounts.values()), sink);
        }

        @Override
        public void groupsOf(Set<ObjectGuid> objects, GroupsSink sink) throws ProblemException {
            for (ObjectGuid object : objects) {
                if (!accounts.containsKey(object)) {
                    continue;
                }
                sink.accept(object, hidesGroups ? Set.of() : groupsListing(Set.of(object)));
            }
        }

        @Override
        public Set<ObjectGuid> groupsListing(Set<ObjectGuid> objects) {
            return accounts.values().stream()
                    .filter(group -> group.members().stream().anyMatch(member -> objects.contains(member.objectGuid())))
                    .map(Account::objectGuid)
                    .collect(Collectors.toSet());
        }

        @Override
        public void list(ListedSink sink) throws ProblemException {
            for (Account account : accounts.values()) {
                sink.accept(account.objectGuid(), account.distinguishedName());
            }
        }

        @Override
        public Set<ObjectGuid> deletedAmong(Set<ObjectGuid> objects) {
            Set<ObjectGuid> deleted = new HashSet<>(objects);
            deleted.retainAll(tombstones);
            return deleted;
        }

        @Override
        public Set<ObjectGuid> visibleAmong(Set<ObjectGuid> objects) {
            Set<ObjectGuid> visible = new HashSet<>(objects);
            visible.retainAll(elsewhere.orElse(accounts.keySet()));
            return visible;
        }

        @Override
        public Map<ObjectGuid, GroupMember.Kind> kindsOf(Set<ObjectGuid> members) {
            synchronized (FakeDirectory.this) {
                askedFor.add(Set.copyOf(members));
            }
            Map<ObjectGuid, GroupMember.Kind> found = new HashMap<>(kinds);
            found.keySet().retainAll(members);
            return found;
        }

        private void awaitClose() throws ProblemException {
            try {
                if (!closed.await(30, TimeUnit.SECONDS)) {
                    throw new AssertionError("the session was not closed");
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            throw new ProblemException(
                    new Problem(ProblemType.LDAP_CONNECTION_LOST, "The connection was closed.", "Try again."));
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
