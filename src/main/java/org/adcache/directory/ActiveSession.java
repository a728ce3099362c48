package org.adcache.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.adcache.account.Domain;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.connect.BackgroundClose;
import org.adcache.directory.connect.Deadline;
import org.adcache.directory.connect.DomainProbe;
import org.adcache.directory.connect.GlobalCatalog;
import org.adcache.directory.connect.ServerUnavailable;
import org.adcache.directory.controllers.ServerBackOff;
import org.adcache.directory.feed.DirSyncSearch;
import org.adcache.directory.feed.DirectoryMemory;
import org.adcache.directory.feed.FeedFingerprint;
import org.adcache.directory.feed.FeedPosition;
import org.adcache.directory.feed.FeedReader;
import org.adcache.directory.feed.MemberKinds;
import org.adcache.directory.feed.ObjectsByGuid;
import org.adcache.directory.read.AccountRead;
import org.adcache.directory.read.PagedSearch;
import org.adcache.directory.read.RangedValues;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bound LDAP connection, closed at its deadline. */
public final class ActiveSession implements DirectorySession {
    private static final Logger log = LoggerFactory.getLogger(ActiveSession.class);

    private final LDAPConnection connection;
    private final ServerAddress server;
    private final DomainProbe.ProbedDomain found;
    private final String serviceAccount;
    private final Deadline deadline;
    private final ServerBackOff backOff;
    private final ExecutorService ahead;
    private final AccountRead accounts;
    private final ObjectsByGuid objects;
    private final FeedReader feeds;
    private final MemberKinds kinds;
    private final Optional<GlobalCatalog> globalCatalog;
    private final Future<?> alarm;
    private volatile @Nullable LDAPConnection catalog;
    private @Nullable Boolean readsDeleted;
    private final AtomicInteger busy = new AtomicInteger();
    private volatile boolean broken;
    private volatile boolean closed;

    /**
     * @param principal whose rights the feed depends on
     * @param serviceAccount the same under the name that Windows tools know
     * @param backOff notified when the server fails during the session, or worked until its end
     * @param globalCatalog asked for objects of other domains; empty if it isn't to be asked
     */
    public ActiveSession(
            DirectoryConfig config,
            LDAPConnection connection,
            ServerAddress server,
            DomainProbe.ProbedDomain found,
            Deadline deadline,
            ScheduledExecutorService timer,
            String principal,
            String serviceAccount,
            DirectoryMemory memory,
            ServerBackOff backOff,
            Optional<GlobalCatalog> globalCatalog) {
        this.connection = connection;
        this.server = server;
        this.found = found;
        this.serviceAccount = serviceAccount;
        this.deadline = deadline;
        this.backOff = backOff;
        this.ahead = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "adcache-read-" + config.id());
            thread.setDaemon(true);
            return thread;
        });
        PagedSearch search = new PagedSearch(connection, server(), deadline, ahead);
        RangedValues ranges = new RangedValues(connection, server(), deadline);
        this.accounts = new AccountRead(config, search, ranges, server(), found);
        this.objects = new ObjectsByGuid(search, ranges, server(), found.namingContext(), config.limits());
        this.feeds = new FeedReader(
                config,
                found,
                server,
                FeedFingerprint.of(config, found, principal),
                new DomainProbe(config, connection, server, deadline),
                new DirSyncSearch(connection, server(), deadline, found.namingContext()),
                search,
                objects,
                memory,
                deadline.clock());
        this.kinds = MemberKinds.ofDomain(search, server(), found.namingContext());
        this.globalCatalog = globalCatalog;
        this.alarm = timer.schedule(
                () -> {
                    BackgroundClose.inBackground(connection);
                    closeCatalog();
                },
                deadline.left().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public String server() {
        return server.toString();
    }

    @Override
    public Domain domain() {
        return found.domain();
    }

    @Override
    public String serviceAccount() {
        return serviceAccount;
    }

    @Override
    public boolean readsDeletedObjects() throws ProblemException {
        Boolean known = readsDeleted;
        if (known == null) {
            known = guarded(objects::canReadDeleted);
            readsDeleted = known;
        }
        return known;
    }

    @Override
    public void begin() throws ProblemException {
        guarded(() -> {
            feeds.begin();
            return true;
        });
    }

    @Override
    public Optional<ChangeCursor> selectFeed(KnownAccounts known) throws ProblemException {
        return guarded(() -> feeds.select(known).map(FeedPosition::cursor));
    }

    @Override
    public Optional<String> feedReason(ChangeFeed used) {
        return feeds.reason(used);
    }

    @Override
    public ReadReport readAll(AccountSink sink) throws ProblemException {
        return guarded(() -> accounts.all(sink));
    }

    @Override
    public ReportedChanges changesSince(ChangeCursor cursor, KnownAccounts known) throws ProblemException {
        return guarded(() -> feeds.since(cursor, known, readsDeletedObjects()));
    }

    @Override
    public ReportedChanges changesSinceReconciliation(ChangeCursor cursor) throws ProblemException {
        return guarded(() -> feeds.sinceReconciliation(cursor, readsDeletedObjects()));
    }

    @Override
    public ReadReport readObjects(Set<ObjectGuid> wanted, AccountSink sink) throws ProblemException {
        return guarded(() -> accounts.objects(wanted, sink));
    }

    @Override
    public ReadReport readGroups(AccountSink sink) throws ProblemException {
        return guarded(() -> accounts.groups(sink));
    }

    @Override
    public ReadReport readBelow(ObjectGuid container, AccountSink sink) throws ProblemException {
        return guarded(() -> accounts.below(container, sink));
    }

    @Override
    public void groupsOf(Set<ObjectGuid> members, GroupsSink sink) throws ProblemException {
        guarded(() -> {
            objects.groupsOf(members, sink);
            return true;
        });
    }

    @Override
    public Set<ObjectGuid> groupsListing(Set<ObjectGuid> members) throws ProblemException {
        return guarded(() -> objects.groupsListing(members));
    }

    @Override
    public void list(ListedSink sink) throws ProblemException {
        guarded(() -> {
            feeds.learnContainers();
            accounts.list(sink);
            return true;
        });
    }

    @Override
    public Set<ObjectGuid> deletedAmong(Set<ObjectGuid> wanted) throws ProblemException {
        return guarded(() -> readsDeletedObjects() ? objects.deletedAmong(wanted) : Set.of());
    }

    @Override
    public Set<ObjectGuid> visibleAmong(Set<ObjectGuid> wanted) throws ProblemException {
        return guarded(() -> objects.visibleAmong(wanted));
    }

    @Override
    public Map<ObjectGuid, GroupMember.Kind> kindsOf(Set<ObjectGuid> members) throws ProblemException {
        Map<ObjectGuid, GroupMember.Kind> found = new HashMap<>();
        guarded(() -> {
            kinds.find(members, found);
            return true;
        });
        Set<ObjectGuid> missing = new HashSet<>(members);
        missing.removeAll(found.keySet());
        if (!missing.isEmpty() && this.found.isGlobalCatalog() && globalCatalog.isPresent()) {
            findInForest(missing, found, globalCatalog.get());
        }
        return found;
    }

    /** Asks the global catalog. The members that it can't be asked for stay unknown, and the session is fine. */
    private void findInForest(Set<ObjectGuid> missing, Map<ObjectGuid, GroupMember.Kind> into, GlobalCatalog forest) {
        Optional<ServerAddress> address = forest.at(server);
        if (address.isEmpty()) {
            return;
        }
        String name = address.get().toString();
        try {
            LDAPConnection opened = forest.open(address.get(), deadline);
            catalog = opened;
            MemberKinds.ofForest(new PagedSearch(opened, name, deadline, ahead), name)
                    .find(missing, into);
        } catch (ProblemException e) {
            log.warn("{} can't be asked for the class of {} members: {}", name, missing.size(), e.problem());
        } finally {
            closeCatalog();
        }
    }

    private void closeCatalog() {
        LDAPConnection opened = catalog;
        catalog = null;
        if (opened != null) {
            BackgroundClose.inBackground(opened);
        }
    }

    private interface Step<T> {
        T run() throws ProblemException;
    }

    /** Replaces the failure of a step by "stopped" or "deadline passed" if that was the cause. */
    private <T> T guarded(Step<T> step) throws ProblemException {
        try {
            busy.incrementAndGet();
            return step.run();
        } catch (ProblemException e) {
            if (deadline.isOver() || (e instanceof ServerUnavailable && !closed)) {
                broken = true;
                backOff.failed(server);
            }
            if (closed) {
                throw new ProblemException(
                        new Problem(
                                ProblemType.SYNC_INTERRUPTED,
                                "Reading from " + server + " was stopped.",
                                "Start it again if that was not wanted."),
                        e);
            }
            if (deadline.isOver()) {
                throw new ProblemException(Deadline.over("Reading from " + server), e);
            }
            throw e;
        } finally {
            busy.decrementAndGet();
        }
    }

    @Override
    public void close() {
        boolean healthy = !broken && busy.get() == 0;
        if (!closed && healthy) {
            backOff.good(server);
        }
        closed = true;
        alarm.cancel(false);
        closeCatalog();
        if (healthy) {
            connection.close();
        } else {
            BackgroundClose.inBackground(connection);
        }
        // No shutdownNow: a thread may be waiting for the page requested there, which fails when the connection
        // closes.
        ahead.shutdown();
    }
}
