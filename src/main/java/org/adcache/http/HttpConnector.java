package org.adcache.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.http.limits.ConnectionLimit;
import org.adcache.http.limits.HandshakesConnectionFactory;
import org.adcache.http.limits.LimitedConnector;
import org.adcache.http.limits.TlsHandshakes;
import org.adcache.http.proxy.TrustedProxies;
import org.adcache.http.tls.ServerTls;
import org.adcache.http.tls.TlsFiles;
import org.adcache.http.tls.TlsFilesWatcher;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Factory of Jetty's connector, with or without TLS: HTTP/1.1, and with TLS also HTTP/2. */
final class HttpConnector {
    private static final Duration IDLE = Duration.ofSeconds(30);
    /** What Jetty may hold for each connection before a body is read. */
    private static final int HTTP2_WINDOW = 128 << 10;

    private final HttpConfig config;
    private final Duration headerTimeout;

    HttpConnector(HttpConfig config, Duration headerTimeout) {
        this.config = config;
        this.headerTimeout = headerTimeout;
    }

    /** The proxies whose headers are believed. */
    TrustedProxies proxies() {
        return config.proxies();
    }

    /** The TLS files, and what they hold. */
    record Identity(TlsFiles files, TlsFiles.Content content) {}

    /**
     * Reads the TLS files; empty without TLS.
     *
     * @throws ProblemException if a file can't be used, or if listening on the host is not allowed in this
     *     configuration
     */
    Optional<Identity> identity(boolean loopbackOnly) throws ProblemException {
        boolean loopback = address().isLoopbackAddress();
        if (!loopback && (loopbackOnly || config.tls().isEmpty())) {
            throw new ProblemException(new Problem(
                    ProblemType.TLS_REQUIRED,
                    "The service would listen on " + config.host() + ", which is not loopback, without "
                            + (loopbackOnly ? "tokens." : "TLS."),
                    loopbackOnly
                            ? "Listen on 127.0.0.1."
                            : "Set http.tls.certificate and http.tls.private-key, or http.host to 127.0.0.1."));
        }
        if (config.tls().isEmpty()) {
            return Optional.empty();
        }
        TlsFiles files = new TlsFiles(config.tls().get());
        return Optional.of(new Identity(files, files.read()));
    }

    private InetAddress address() throws ProblemException {
        try {
            return InetAddress.getByName(config.host());
        } catch (UnknownHostException e) {
            throw new ProblemException(
                    new Problem(
                            ProblemType.UNKNOWN_HOST,
                            "http.host is " + config.host() + ", which has no address.",
                            "Set it to an address of this machine, for instance 127.0.0.1."),
                    e);
        }
    }

    /**
     * The connector, not started.
     *
     * @param http factory of HTTP/1.1 connections
     * @param handshakes unused without TLS
     * @param inUse told what the TLS files hold, now and whenever they change
     */
    ServerConnector create(
            Server server,
            HttpConnectionFactory http,
            Optional<Identity> identity,
            ConnectionLimit limit,
            TlsHandshakes handshakes,
            Consumer<TlsFiles.Content> inUse) {
        Optional<ServerTls> tls = identity.map(of -> new ServerTls(of.content()));
        // Selector threads answer the fast-path requests of their connections: one per processor.
        ServerConnector connector = new LimitedConnector(
                server,
                limit,
                Runtime.getRuntime().availableProcessors(),
                tls.map(of -> withTls(http, of, handshakes)).orElseGet(() -> new ConnectionFactory[] {http}));
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(IDLE.toMillis());
        connector.addBean(config.proxies());
        connector.addBean(new HeaderTimeout(connector, headerTimeout));
        identity.ifPresent(of -> {
            inUse.accept(of.content());
            connector.addBean(new TlsFilesWatcher(
                    connector,
                    () -> of.files().readIfChanged().ifPresent(content -> {
                        tls.ifPresent(context -> context.replace(content));
                        inUse.accept(content);
                    })));
        });
        return connector;
    }

    private static ConnectionFactory[] withTls(HttpConnectionFactory http, ServerTls tls, TlsHandshakes handshakes) {
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory("h2", "http/1.1");
        alpn.setDefaultProtocol("http/1.1");
        // Jetty's own customizer refuses requests by names that the certificate doesn't have, as the command line's.
        http.getHttpConfiguration().addCustomizer(new SecureRequestCustomizer(false));
        HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(http.getHttpConfiguration());
        http2.setInitialSessionRecvWindow(HTTP2_WINDOW);
        http2.setInitialStreamRecvWindow(HTTP2_WINDOW);
        return new ConnectionFactory[] {
            new HandshakesConnectionFactory(tls, alpn.getProtocol(), handshakes), alpn, http2, http
        };
    }

    /** The service's URL, with the bound port. */
    URI url(int port) {
        try {
            return new URI(config.tls().isPresent() ? "https" : "http", null, config.host(), port, null, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("http.host makes no address", e);
        }
    }

    /** The problem when the port can't be bound. */
    ProblemException unbound(Throwable failure) {
        String said = String.valueOf(failure.getMessage());
        String where = config.host() + ", port " + config.port();
        if (said.contains("Permission denied")) {
            return new ProblemException(
                    new Problem(
                            ProblemType.PORT_FORBIDDEN,
                            "The service may not listen on " + where + ".",
                            "Set http.port to 1024 or more, or give the service CAP_NET_BIND_SERVICE."),
                    failure);
        }
        if (said.contains("Cannot assign")) {
            return new ProblemException(
                    new Problem(
                            ProblemType.ADDRESS_NOT_LOCAL,
                            "The service can't listen on " + where + ": no interface has this address.",
                            "Set http.host to an address of this machine."),
                    failure);
        }
        return new ProblemException(
                new Problem(
                        ProblemType.PORT_IN_USE,
                        "The service can't listen on " + where + ": another process does.",
                        "Stop that process, or set http.port to another port; 0 takes any free one."),
                failure);
    }
}
