package org.adcache;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.auth.Callers;
import org.adcache.cli.AuditFile;
import org.adcache.cli.TokenStorage;
import org.adcache.config.AdcacheConfig;
import org.adcache.config.ConnectionConfig;
import org.adcache.directory.ActiveDirectory;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.Doctor;
import org.adcache.http.ApiRoutes;
import org.adcache.http.AuditLog;
import org.adcache.http.HttpServer;
import org.adcache.http.ServiceFacts;
import org.adcache.http.SignIn;
import org.adcache.http.Tokens;
import org.adcache.index.SearchWords;
import org.adcache.integration.Integration;
import org.adcache.integration.IntegrationFile;
import org.adcache.integration.IntegrationState;
import org.adcache.kerberos.KerberosLogin;
import org.adcache.lookup.CacheSummary;
import org.adcache.lookup.Lookup;
import org.adcache.store.AttributeCounts;
import org.adcache.store.DataFolder;
import org.adcache.store.IndexImage;
import org.adcache.store.Store;
import org.adcache.store.StoreView;
import org.adcache.sync.SyncConnection;
import org.adcache.sync.SyncService;
import org.adcache.sync.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that runs: built by hand in the order in which the data flows, stopped in reverse. */
final class Service implements AutoCloseable {
    private static final int LARGE = 50_000;
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final AdcacheConfig config;
    private final Clock clock;
    private final Deque<Stop> stops = new ArrayDeque<>();
    private URI url = URI.create("http://localhost");

    /** Stops one part. */
    private interface Stop {
        void stop() throws Exception;
    }

    private Service(AdcacheConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * Builds and starts everything.
     *
     * @throws ProblemException if a part can't start; those before it are stopped
     */
    static Service start(AdcacheConfig config, Callers callers, Clock clock) throws ProblemException {
        Service service = new Service(config, clock);
        try {
            service.build(callers);
            return service;
        } catch (ProblemException | RuntimeException e) {
            service.close();
            throw e;
        }
    }

    private void build(Callers callers) throws ProblemException {
        ExecutorService workers = stopped(Executors.newCachedThreadPool(threads("worker", Thread.MIN_PRIORITY)));
        ScheduledExecutorService timer =
                stopped(Executors.newSingleThreadScheduledExecutor(threads("timer", Thread.NORM_PRIORITY)));
        // A second processor has nothing else to do until the service listens.
        timer.execute(IndexImage::warmUp);
        timer.execute(HttpServer::warmUp);

        DataFolder folder = DataFolder.open(config.store().dataFolder());
        stops.push(folder::close);
        IntegrationFile file = new IntegrationFile(folder, clock);
        IntegrationFile.Loaded loaded = file.load();
        loaded.damage().ifPresent(Service::warn);
        IntegrationState state = loaded.state();

        Store store = Store.open(folder, config.store(), state.epoch(), state.floor(), new SearchWords(), clock);
        stops.push(store::close);
        store.damage().ifPresent(Service::warn);
        store.retain(ids());

        Lookup lookup = new Lookup(config.lookup(), clock, workers);
        stops.push(lookup::close);
        store.listen(new ServingListener(store, lookup));

        List<KerberosLogin> logins = new ArrayList<>();
        List<SyncConnection> connections = new ArrayList<>();
        Map<ConnectionId, Doctor> doctors = new HashMap<>();
        for (ConnectionConfig connection : config.connections()) {
            KerberosLogin login = login(connection.directory(), workers);
            logins.add(login);
            connections.add(connection(connection, login, timer));
            KerberosLogin examined = login(connection.directory(), workers);
            logins.add(examined);
            doctors.put(connection.directory().id(), new Doctor(connection.directory(), examined, clock, workers));
        }
        Examinations examinations = new Examinations(doctors, workers);
        stops.push(examinations::stop);
        SyncService sync = new SyncService(
                connections, store, lookup::groupsListing, Timer.of(timer), workers, clock, new SecureRandom());
        stops.push(sync::close);

        KerberosTickets tickets = new KerberosTickets(folder.path(), directories(), logins, examinations);
        Integration integration = new Integration(file, state, store, lookup, sync, tickets, clock);
        integration.restore();
        leaveNothingOfTheBuilding(lookup);

        SignIn signIn = signIn(callers, folder.path());
        HttpServer http = new HttpServer(
                config.http(),
                signIn,
                ApiRoutes.of(
                        lookup,
                        sync,
                        integration,
                        examinations,
                        signIn,
                        new AuditLog(new AuditFile(folder.path()), clock),
                        new ServiceFacts(version(), store::bytesOnDisk, damage(loaded, store, integration))));
        stops.push(http::close);
        url = http.start();
        workers.execute(lookup::warmUp);
        integration.startSync();
    }

    private KerberosLogin login(DirectoryConfig directory, ExecutorService workers) {
        KerberosLogin login =
                new KerberosLogin(directory.keytab(), directory.principal(), directory.realm(), clock, workers);
        stops.push(login::close);
        return login;
    }

    private SyncConnection connection(
            ConnectionConfig connection, KerberosLogin login, ScheduledExecutorService timer) {
        DirectoryConfig directory = connection.directory();
        return new SyncConnection(
                directory.id(),
                directory.domain(),
                new ActiveDirectory(directory, login, clock, timer),
                types(directory),
                attributes(directory),
                connection.sync());
    }

    private static Set<AccountType> types(DirectoryConfig directory) {
        Set<AccountType> types = EnumSet.of(AccountType.USER);
        if (directory.contacts()) {
            types.add(AccountType.CONTACT);
        }
        if (directory.groups()) {
            types.add(AccountType.GROUP);
        }
        return types;
    }

    private static Set<String> attributes(DirectoryConfig directory) {
        Set<String> attributes = new HashSet<>(AttributeCounts.ALWAYS);
        attributes.addAll(directory.extraAttributes());
        return attributes;
    }

    private SignIn signIn(Callers callers, Path folder) {
        return switch (callers) {
            case WITH_TOKEN -> SignIn.withTokens(new Tokens(new TokenStorage(folder), clock, new SecureRandom()));
            case ON_THIS_MACHINE -> SignIn.loopbackOnly();
        };
    }

    private Set<ConnectionId> ids() {
        return directories().stream().map(DirectoryConfig::id).collect(Collectors.toSet());
    }

    private List<DirectoryConfig> directories() {
        return config.connections().stream().map(ConnectionConfig::directory).toList();
    }

    private ExecutorService stopped(ExecutorService executor) {
        stops.push(executor::shutdownNow);
        return executor;
    }

    private ScheduledExecutorService stopped(ScheduledExecutorService executor) {
        stops.push(executor::shutdownNow);
        return executor;
    }

    /** Questions go before the workers' syncs; what threads these start is like them. */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on it but how long questions wait on a busy machine.
    private static ThreadFactory threads(String name, int priority) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setPriority(priority);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** The switch's damage is made good by switching it on, the cache's by the next commit. */
    private static Supplier<List<Problem>> damage(IntegrationFile.Loaded loaded, Store store, Integration integration) {
        StoreView opened = store.current();
        return () -> {
            List<Problem> damage = new ArrayList<>();
            loaded.damage().filter(any -> !integration.state().enabled()).ifPresent(damage::add);
            store.damage().filter(any -> store.current() == opened).ifPresent(damage::add);
            return damage;
        };
    }

    private static String version() {
        String version = Service.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    /**
     * Has the heap collected before anybody waits for an answer. G1 would get to what building a large index left, more than
     * the index itself, only in hours of little work.
     */
    private static void leaveNothingOfTheBuilding(Lookup lookup) {
        CacheSummary summary = lookup.summary();
        if (lookup.hasBuilt() && summary.users() + summary.contacts() > LARGE) {
            System.gc();
        }
    }

    private static void warn(Problem problem) {
        LOG.warn("{}", problem);
    }

    URI url() {
        return url;
    }

    @Override
    public void close() {
        while (!stops.isEmpty()) {
            try {
                stops.pop().stop();
            } catch (Exception e) {
                LOG.warn("a part did not stop cleanly", e);
            }
        }
    }
}
