package org.adcache;

import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.auth.AuditLog;
import org.adcache.auth.Authenticator;
import org.adcache.auth.Callers;
import org.adcache.auth.audit.AuditFile;
import org.adcache.config.AdcacheConfig;
import org.adcache.config.ConfigSource;
import org.adcache.config.ManagedFolder;
import org.adcache.connection.Connection;
import org.adcache.connection.ConnectionFactory;
import org.adcache.connection.Connections;
import org.adcache.doctor.Doctors;
import org.adcache.http.ApiRoutes;
import org.adcache.http.HttpBudgets;
import org.adcache.http.HttpServer;
import org.adcache.http.ServiceInfo;
import org.adcache.http.rate.Rates;
import org.adcache.http.telemetry.AccessLog;
import org.adcache.http.telemetry.RequestMetrics;
import org.adcache.http.telemetry.Telemetry;
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
import org.adcache.metrics.CacheSource;
import org.adcache.metrics.DirectorySource;
import org.adcache.metrics.LimitSource;
import org.adcache.metrics.ProcessSource;
import org.adcache.metrics.RequestSource;
import org.adcache.metrics.ServiceMetrics;
import org.adcache.metrics.SyncSource;
import org.adcache.process.HealthProbe;
import org.adcache.store.Store;
import org.adcache.store.file.DataFolder;
import org.adcache.sync.SyncService;
import org.adcache.sync.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Composition root: builds all parts by hand in the order in which the data flows, and stops them in reverse. */
final class Service implements AutoCloseable {
    /** How often it is noted what each person was shown. */
    private static final Duration REPORTED_EVERY = Duration.ofHours(1);

    /** How soon it is logged that answers have become stale. */
    private static final Duration AGE_EVERY = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(Service.class);

    private final URI url;
    private final Reload reload;
    private final StatusLine statusLine;
    private final HttpServer http;
    private final LifeCycle parts;

    private Service(URI url, Reload reload, StatusLine statusLine, HttpServer http, LifeCycle parts) {
        this.url = url;
        this.reload = reload;
        this.statusLine = statusLine;
        this.http = http;
        this.parts = parts;
    }

    /**
     * Builds and starts all parts.
     *
     * @throws ProblemException if a part can't start; those before it are stopped
     */
    static Service start(AdcacheConfig config, Callers callers, Clock clock) throws ProblemException {
        return start(config, Optional.empty(), callers, clock, Optional.empty(), List.of());
    }

    /**
     * Builds and starts all parts.
     *
     * @param source reads the configuration again; empty if it is in no file
     * @param inherited socket that listens already
     * @param wipeListeners notified of wipes after the parts themselves
     * @throws ProblemException if a part can't start; those before it are stopped
     */
    static Service start(
            AdcacheConfig config,
            Optional<ConfigSource> source,
            Callers callers,
            Clock clock,
            Optional<ServerSocketChannel> inherited,
            List<WipeListener> wipeListeners)
            throws ProblemException {
        return LifeCycle.start(parts -> start(parts, config, source, callers, clock, inherited, wipeListeners));
    }

    /** Builds the parts, then starts them. */
    private static Service start(
            LifeCycle parts,
            AdcacheConfig config,
            Optional<ConfigSource> source,
            Callers callers,
            Clock clock,
            Optional<ServerSocketChannel> inherited,
            List<WipeListener> wipeListeners)
            throws ProblemException {
        Instant startedAt = clock.instant();
        config.warnings().forEach(warning -> log.warn("{}", warning));
        ServiceThreads threads = parts.add(new ServiceThreads());
        WarmUp warmUp = new WarmUp(threads);
        warmUp.whileOpening();

        DataFolder folder = parts.add(DataFolder.open(config.store().dataFolder()));
        folder.readAhead();
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
        ServingListener serving = new ServingListener(store, lookup);
        store.listen(serving);

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
        Authentication authentication = parts.add(Authentication.open(
                config.http(), callers, folder.path(), lookup.principals(), threads.timer(), clock));
        integration.listen(authentication);
        Authenticator authenticator = authentication.authenticator();
        Damage damage = new Damage(new StartupDamage(loaded, integration, store));
        HttpBudgets budgets = HttpBudgets.of(config.http().limits());
        AuditLog audit = new AuditLog(new AuditFile(folder.path()), clock);
        Rates rates = parts.add(
                new Rates(config.http().limits().rates(), budgets, audit, clock, System::nanoTime, threads.workers()));
        integration.listen(rates);
        repeat(threads, rates::report, REPORTED_EVERY);
        AccessLog accessLog = parts.add(new AccessLog());
        accessLog.enable(config.http().accessLog());
        Telemetry telemetry = new Telemetry(new RequestMetrics(), accessLog);
        RunningParts running = new RunningParts(
                store,
                lookup,
                serving,
                connections,
                tickets,
                sync,
                integration,
                budgets,
                authentication,
                accessLog,
                Timer.of(threads.timer()),
                threads.workers());
        Reload reload = parts.add(new Reload(source, config, running, audit));
        ManagedFolder managedFolder = ManagedFolder.in(config.store().dataFolder());
        ManagedConnections managed = new ManagedConnections(folder, managedFolder, reload);
        managed.deleteUnfinished();
        ConnectionTrials trials = new ConnectionTrials(folder, managedFolder, running, clock);
        integration.listen(trials);
        ConfigurationFacts facts = new ConfigurationFacts();
        Expirations expirations = new Expirations(reload::current, clock);
        ServiceMetrics metrics = parts.add(new ServiceMetrics(List.of(
                new CacheSource(lookup, integration, store, damage),
                new SyncSource(sync, clock),
                new DirectorySource(connections::all, expirations, clock),
                new RequestSource(telemetry),
                new LimitSource(running::allBudgets, budgets, rates),
                new ProcessSource(version()))));
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
                        authentication,
                        authentication,
                        authentication.signOn(),
                        audit,
                        reload,
                        managed,
                        trials,
                        new ServiceInfo(
                                version(),
                                clock,
                                store::bytesOnDisk,
                                damage,
                                running::allBudgets,
                                startedAt,
                                expirations,
                                metrics,
                                () -> facts.inventory(reload.current()),
                                () -> facts.configuration(reload.current())),
                        budgets,
                        telemetry.metrics()),
                rates,
                telemetry));
        integration.listen(new ConnectionsAfterWipe(http, threads.timer()));
        damage.add(http::tlsProblem);
        authentication.signOn().ifPresent(signOn -> {
            damage.add(signOn::damage);
            damage.addAll(() -> signOn.roles().warnings());
        });
        URI url = http.start();
        authentication.listensAt(url);
        warmUp.onceListening(lookup);
        threads.workers().execute(metrics::bind);
        integration.startSync();
        repeat(threads, new FreshnessLog(integration, lookup), AGE_EVERY);
        return new Service(url, reload, new StatusLine(integration, lookup, sync, clock), http, parts);
    }

    private static void repeat(ServiceThreads threads, Runnable task, Duration every) {
        var unused = threads.timer()
                .scheduleAtFixedRate(
                        () -> threads.workers().execute(task),
                        every.toMillis(),
                        every.toMillis(),
                        TimeUnit.MILLISECONDS);
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

    /** Reads the configuration again. */
    Reload reload() {
        return reload;
    }

    /** What the service does, in one line. */
    StatusLine statusLine() {
        return statusLine;
    }

    /** Probe of the fast path, through the service's own socket. */
    HealthProbe probe() {
        return new HealthProbe(url, "/livez", http.selectors());
    }

    @Override
    public void close() {
        parts.close();
    }
}
