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
import java.util.Set;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.auth.Authenticator;
import org.adcache.budget.FewAtOnce;
import org.adcache.http.fastpath.FastPathConnection;
import org.adcache.http.fastpath.FastPathConnectionFactory;
import org.adcache.http.fastpath.FastPathRoutes;
import org.adcache.http.limits.ArrivingBodies;
import org.adcache.http.limits.ConnectionLimit;
import org.adcache.http.limits.HeaderLimit;
import org.adcache.http.limits.LowPriorityThreads;
import org.adcache.http.limits.PendingAnswers;
import org.adcache.http.limits.SlowTransfers;
import org.adcache.http.limits.TlsHandshakes;
import org.adcache.http.problem.ProblemErrorHandler;
import org.adcache.http.rate.Rates;
import org.adcache.http.telemetry.RequestObserver;
import org.adcache.http.telemetry.Telemetry;
import org.adcache.http.tls.TlsFiles;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.IdleTimeout;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** HTTP server of the service. It is started once and closed once. */
public final class HttpServer implements AutoCloseable {
    private static final Duration HEADER_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_THREADS = 100;
    private static final Duration AT_REST = Duration.ofMillis(50);
    /** The paths to which Kerberos tickets are sent. */
    private static final Set<String> SIGN_IN = Set.of("/v1/session", "/v1/me");

    private final HttpConnector connector;
    private final Telemetry telemetry;
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
    private volatile Optional<TlsFiles> tlsFiles = Optional.empty();
    private volatile Optional<ServerConnector> listening = Optional.empty();

    /**
     * Creates a server that doesn't listen yet.
     *
     * @param inherited socket that listens already; empty: the configured address is bound
     * @param groups of routes, closed with the server
     * @param rates of requests
     * @param telemetry of requests
     */
    public HttpServer(
            HttpConfig config,
            HttpBudgets budgets,
            Optional<ServerSocketChannel> inherited,
            Authenticator authenticator,
            List<RouteGroup> groups,
            Rates rates,
            Telemetry telemetry) {
        this(new HttpConnector(config, HEADER_TIMEOUT), budgets, inherited, authenticator, groups, rates, telemetry);
    }

    HttpServer(
            HttpConnector connector,
            HttpBudgets budgets,
            Optional<ServerSocketChannel> inherited,
            Authenticator authenticator,
            List<RouteGroup> groups,
            Rates rates,
            Telemetry telemetry) {
        this.telemetry = telemetry;
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
                answers,
                rates,
                telemetry);
        this.javalinRoutes = new JavalinRoutes(table, authenticator, json, budgets, rates, telemetry);
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
        tlsFiles = identity.map(HttpConnector.Identity::files);
        Javalin javalin = Javalin.create(config -> configure(config, identity));
        try {
            javalin.start();
        } catch (UncheckedIOException e) {
            throw connector.unbound(e);
        }
        running = Optional.of(javalin);
        return connector.url(javalin.port());
    }

    /** Closes the connections that wait for another request, unless only programs of this machine have any. */
    public void closeIdle() {
        listening.ifPresent(connector -> connector.getConnectedEndPoints().stream()
                .filter(endPoint ->
                        endPoint instanceof IdleTimeout watched && watched.getIdleFor() > AT_REST.toMillis())
                .map(endPoint -> innermost(endPoint.getConnection()))
                .filter(this::awaitsRequest)
                .forEach(Connection::close));
    }

    /**
     * Drops what Jetty keeps of connections that are closed: unused buffers, and in a selector, until its next event,
     * the key that it handled last.
     */
    public void forgetClosed() {
        listening.ifPresent(connector -> {
            connector.getByteBufferPool().clear();
            connector
                    .getSelectorManager()
                    .getBeans(ManagedSelector.class)
                    .forEach(selector -> selector.submit(unused -> {}));
        });
    }

    private boolean awaitsRequest(@Nullable Connection connection) {
        if (connection instanceof HttpConnection http) {
            return !authenticator.isLoopbackOnly() && http.getHttpChannel().getRequest() == null;
        }
        return connection instanceof FastPathConnection;
    }

    private static @Nullable Connection innermost(@Nullable Connection connection) {
        return connection instanceof SslConnection tls ? tls.getSslEndPoint().getConnection() : connection;
    }

    /** Why TLS files that were replaced aren't in use. */
    public Optional<Problem> tlsProblem() {
        return tlsFiles.flatMap(TlsFiles::problem);
    }

    /** The number of selector threads; the fast path is answered by all of them. */
    public int selectors() {
        return listening
                .map(connector -> connector.getSelectorManager().getSelectorCount())
                .orElse(0);
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
        ConnectionLimit limit = new ConnectionLimit(
                budgets.connections(), budgets.connectionsPerAddress(), connector.proxies()::include);
        ServerConnector limited = connector.create(
                server,
                connections(http),
                identity,
                limit,
                new TlsHandshakes(lowPriority, budgets.handshakes()),
                content -> authenticator.useTls(content.server().chain().get(0), content.clientAuthorities()));
        limited.addBean(new SlowTransfers(limited, bodies, answers));
        listening = Optional.of(limited);
        return limited;
    }

    private void configure(Server server) {
        server.setHandler(new RequestObserver(telemetry, fastPathRoutes::answers, front()));
        server.setErrorHandler(new ProblemErrorHandler(json));
    }

    private Handler front() {
        HeaderLimit limit = new HeaderLimit(SIGN_IN, json);
        limit.setHandler(fastPathRoutes);
        if (!authenticator.isLoopbackOnly()) {
            return limit;
        }
        DnsRebindingFilter rebindingFilter = new DnsRebindingFilter(json);
        rebindingFilter.setHandler(limit);
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
        http.setRequestHeaderSize(HeaderLimit.SIGN_IN);
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
