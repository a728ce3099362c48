package org.adcache.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.adcache.account.ProblemException;
import org.adcache.auth.Authenticator;
import org.adcache.budget.FewAtOnce;
import org.adcache.http.fastpath.FastPathConnectionFactory;
import org.adcache.http.fastpath.FastPathRoutes;
import org.adcache.http.limits.ArrivingBodies;
import org.adcache.http.limits.ConnectionLimit;
import org.adcache.http.limits.LowPriorityThreads;
import org.adcache.http.limits.PendingAnswers;
import org.adcache.http.limits.SlowTransfers;
import org.adcache.http.limits.TlsHandshakes;
import org.adcache.http.problem.ProblemErrorHandler;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** HTTP server of the service. It is started once and closed once. */
public final class HttpServer implements AutoCloseable {
    private static final Duration HEADER_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_THREADS = 100;
    /** A key of 2048 characters takes 18 KiB percent-encoded. */
    private static final int MAX_HEADERS = 32 * 1024;

    private final HttpConnector connector;
    private final HttpBudgets budgets;
    private final Authenticator authenticator;
    private final List<RouteGroup> groups;
    private final ArrivingBodies bodies;
    private final PendingAnswers answers;
    private final LowPriorityThreads lowPriority = new LowPriorityThreads();
    private final FastPathRoutes fastPathRoutes;
    private final JavalinRoutes javalinRoutes;
    private final Json json;
    private final Optional<ServerSocketChannel> inherited;
    private Optional<Javalin> running = Optional.empty();

    /**
     * Creates a server that doesn't listen yet.
     *
     * @param inherited socket that listens already; empty: the configured address is bound
     * @param groups of routes, closed with the server
     */
    public HttpServer(
            HttpConfig config,
            HttpBudgets budgets,
            Optional<ServerSocketChannel> inherited,
            Authenticator authenticator,
            List<RouteGroup> groups) {
        this(new HttpConnector(config, HEADER_TIMEOUT), budgets, inherited, authenticator, groups);
    }

    HttpServer(
            HttpConnector connector,
            HttpBudgets budgets,
            Optional<ServerSocketChannel> inherited,
            Authenticator authenticator,
            List<RouteGroup> groups) {
        this.connector = connector;
        this.budgets = budgets;
        this.inherited = inherited;
        this.authenticator = authenticator;
        this.groups = List.copyOf(groups);
        this.json = new Json(budgets.answers());
        this.bodies = new ArrivingBodies(budgets);
        this.answers = new PendingAnswers(budgets);
        RouteTable table = new RouteTable(groups);
        this.fastPathRoutes = new FastPathRoutes(
                table,
                authenticator,
                json,
                bodies,
                FewAtOnce.onHalfOfTheProcessors(budgets.largeBodies()),
                lowPriority,
                answers);
        this.javalinRoutes = new JavalinRoutes(table, authenticator, json, budgets);
    }

    /** Preloads most of the classes needed to start; to be called on another thread while the cache is being read. */
    public static void warmUp() {
        Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.threadPool = threads();
        });
        MimeTypes.DEFAULTS.getMimeByExtension("");
    }

    /**
     * Starts listening and answering.
     *
     * @return the URL, with the bound port
     * @throws ProblemException if listening on the host is not allowed in this configuration, a TLS file can't be
     *     used, or the port can't be bound
     */
    public URI start() throws ProblemException {
        Optional<HttpConnector.Identity> identity = connector.identity(authenticator.isLoopbackOnly());
        Javalin javalin = Javalin.create(config -> configure(config, identity));
        try {
            javalin.start();
        } catch (UncheckedIOException e) {
            throw connector.unbound(e);
        }
        running = Optional.of(javalin);
        return connector.url(javalin.port());
    }

    private void configure(JavalinConfig config, Optional<HttpConnector.Identity> identity) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.router.ignoreTrailingSlashes = false;
        config.concurrency.useVirtualThreads = false;
        config.jetty.threadPool = threads();
        config.jetty.modifyHttpConfiguration(HttpServer::configure);
        config.jetty.modifyServer(this::configure);
        config.jetty.addConnector((server, http) -> open(limited(server, http, identity)));
        javalinRoutes.addTo(config.routes);
    }

    private ServerConnector limited(Server server, HttpConfiguration http, Optional<HttpConnector.Identity> identity) {
        ConnectionLimit limit = new ConnectionLimit(budgets.connections(), budgets.connectionsPerAddress());
        ServerConnector limited = connector.create(
                server, connections(http), identity, limit, new TlsHandshakes(lowPriority, budgets.handshakes()));
        limited.addBean(new SlowTransfers(limited, bodies, answers));
        return limited;
    }

    private void configure(Server server) {
        server.setHandler(front());
        server.setErrorHandler(new ProblemErrorHandler(json));
    }

    private Handler front() {
        if (!authenticator.isLoopbackOnly()) {
            return fastPathRoutes;
        }
        DnsRebindingFilter rebindingFilter = new DnsRebindingFilter(json);
        rebindingFilter.setHandler(fastPathRoutes);
        return rebindingFilter;
    }

    /**
     * The DNS rebinding filter needs Jetty's own requests, so a server without tokens has no fast-path connections.
     */
    private HttpConnectionFactory connections(HttpConfiguration http) {
        return authenticator.isLoopbackOnly()
                ? new HttpConnectionFactory(http)
                : new FastPathConnectionFactory(http, fastPathRoutes);
    }

    private static void configure(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADERS);
        http.setUriCompliance(UriCompliance.DEFAULT);
        // Jetty's default accepts a line that ends without CR, and what another server takes for two requests.
        http.setHttpCompliance(HttpCompliance.STRICT);
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
        threads.setName("http");
        return threads;
    }

    /** Binds the port before Jetty starts, so that a port in use is reported before anything runs. */
    private ServerConnector open(ServerConnector connector) {
        try {
            if (inherited.isPresent()) {
                connector.open(inherited.get());
            } else {
                connector.open();
            }
            return connector;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getCause() instanceof IOException cause ? cause : e);
        }
    }

    /** Stops listening and answering. */
    @Override
    public void close() {
        groups.forEach(RouteGroup::close);
        running.ifPresent(Javalin::stop);
        running = Optional.empty();
        lowPriority.close();
    }
}
