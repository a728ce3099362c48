package org.adcache;

import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.auth.AuditFile;
import org.adcache.auth.AuditLog;
import org.adcache.auth.Authenticator;
import org.adcache.auth.Callers;
import org.adcache.budget.Budget;
import org.adcache.config.AdcacheConfig;
import org.adcache.connection.Connection;
import org.adcache.connection.ConnectionFactory;
import org.adcache.connection.Connections;
import org.adcache.doctor.Doctors;
import org.adcache.http.ApiRoutes;
import org.adcache.http.HttpBudgets;
import org.adcache.http.HttpServer;
import org.adcache.http.ServiceInfo;
import org.adcache.index.words.SearchWords;
import org.adcache.integration.Integration;
import org.adcache.integration.IntegrationFile;
import org.adcache.integration.IntegrationState;
import org.adcache.integration.KerberosTickets;
import org.adcache.integration.StartupDamage;
import org.adcache.integration.WipeListener;
import org.adcache.kerberos.Krb5Conf;
import org.adcache.lookup.Lookup;
import org.adcache.lookup.ServingListener;
import org.adcache.store.Store;
import org.adcache.store.file.DataFolder;
import org.adcache.sync.SyncService;
import org.adcache.sync.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Composition root: builds all parts by hand in the order in which the data flows, and stops them in reverse. */
final class Service implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Service.class);

    private final URI url;
    private final LifeCycle parts;

    private Service(URI url, LifeCycle parts) {
        this.url = url;
        this.parts = parts;
    }

    /**
     * Builds and starts all parts.
     *
     * @throws ProblemException if a part can't start; those before it are stopped
     */
    static Service start(AdcacheConfig config, Callers callers, Clock clock) throws ProblemException {
        return start(config, callers, clock, Optional.empty(), List.of());
    }

    /**
     * Builds and starts all parts.
     *
     * @param inherited socket that listens already
     * @param wipeListeners notified of wipes after the parts themselves
     * @throws ProblemException if a part can't start; those before it are stopped
     */
    static Service start(
            AdcacheConfig config,
            Callers callers,
            Clock clock,
            Optional<ServerSocketChannel> inherited,
            List<WipeListener> wipeListeners)
            throws ProblemException {
        return LifeCycle.start(
                parts -> new Service(start(parts, config, callers, clock, inherited, wipeListeners), parts));
    }

    /** Builds the parts, then starts them; returns the URL of the service. */
    private static URI start(
            LifeCycle parts,
            AdcacheConfig config,
            Callers callers,
            Clock clock,
            Optional<ServerSocketChannel> inherited,
            List<WipeListener> wipeListeners)
            throws ProblemException {
        ServiceThreads threads = parts.add(new ServiceThreads());
        WarmUp warmUp = new WarmUp(threads);
        warmUp.whileOpening();

        DataFolder folder = parts.add(DataFolder.open(config.store().dataFolder()));
        IntegrationFile file = parts.add(new IntegrationFile(folder, clock));
        IntegrationFile.Loaded loaded = file.load();
        loaded.damage().ifPresent(Service::warn);
        IntegrationState state = loaded.state();

        Store store = parts.add(Store.open(
                folder, config.store(), state.epoch(), state.floor(), !loaded.saved(), new SearchWords(), clock));
        store.damage().ifPresent(Service::warn);

        Lookup lookup = parts.add(new Lookup(config.lookup(), clock, threads.workers()));
        Krb5Conf krb5Conf = new Krb5Conf(folder.path().resolve("krb5.conf"));
        ConnectionFactory factory = new ConnectionFactory(clock, threads.workers(), threads.timer(), krb5Conf);
        Connections connections = parts.add(Connections.open(config.connections(), factory, store));
        store.listen(new ServingListener(store, lookup));

        KerberosTickets tickets = new KerberosTickets(krb5Conf, connections);
        SyncService sync = parts.add(new SyncService(
                connections.all().stream()
                        .map(connection -> connection.sync(tickets::prepareAgain))
                        .toList(),
                store,
                new ServedAccounts(lookup),
                Timer.of(threads.timer()),
                threads.workers(),
                clock,
                new SecureRandom()));
        Integration integration = parts.add(new Integration(
                file, loaded, store, lookup, sync, tickets, Timer.of(threads.timer()), threads.workers(), clock));
        wipeListeners.forEach(integration::listen);
        integration.listen(new CollectionAfterWipe(threads));
        integration.restore();
        warmUp.afterBuilding(lookup);

        Doctors doctors = new Doctors(id -> connections.find(id).map(Connection::doctor), threads.workers());
        Authentication authentication = parts.add(Authentication.open(callers, folder.path(), threads.timer(), clock));
        Authenticator authenticator = authentication.authenticator();
        HttpBudgets budgets = HttpBudgets.of(config.http().limits());
        HttpServer http = parts.add(new HttpServer(
                config.http(),
                budgets,
                inherited,
                authenticator,
                ApiRoutes.of(
                        lookup,
                        sync,
                        integration,
                        doctors::examine,
                        authenticator,
                        new AuditLog(new AuditFile(folder.path()), clock),
                        new ServiceInfo(
                                version(),
                                clock,
                                store::bytesOnDisk,
                                new StartupDamage(loaded, integration, store),
                                budgets(config, budgets, lookup)),
                        budgets)));
        URI url = http.start();
        authentication.listensAt(url);
        warmUp.onceListening(lookup);
        integration.startSync();
        return url;
    }

    /** The budgets of HTTP, of questions, and of directory entries, which all connections share. */
    private static List<Budget> budgets(AdcacheConfig config, HttpBudgets http, Lookup lookup) {
        Stream<Budget> entries =
                config.connections().stream().flatMap(connection -> connection.directory().limits().budgets().stream());
        return Stream.of(http.all().stream(), lookup.budgets().all().stream(), entries)
                .flatMap(part -> part)
                .distinct()
                .toList();
    }

    private static String version() {
        String version = Service.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    private static void warn(Problem problem) {
        log.warn("{}", problem);
    }

    URI url() {
        return url;
    }

    @Override
    public void close() {
        parts.close();
    }
}
