package org.adcache.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.http.limits.ConnectionLimit;
import org.adcache.http.limits.HandshakesConnectionFactory;
import org.adcache.http.limits.LimitedConnector;
import org.adcache.http.limits.TlsHandshakes;
import org.adcache.tls.TlsIdentity;
import org.adcache.tls.TrustAnchors;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Factory of Jetty's connector, with or without TLS: HTTP/1.1, and with TLS also HTTP/2. */
final class HttpConnector {
    private static final Duration IDLE = Duration.ofSeconds(30);
    /** What Jetty may hold for each connection before a body is read. */
    private static final int HTTP2_WINDOW = 128 << 10;
    /** An in-memory key store needs a password; this one protects nothing. */
    private static final String PASSWORD = "memory";

    private final HttpConfig config;
    private final Duration headerTimeout;

    HttpConnector(HttpConfig config, Duration headerTimeout) {
        this.config = config;
        this.headerTimeout = headerTimeout;
    }

    /** The server's TLS identity, and the CAs of its clients; empty: client certificates are not requested. */
    record Identity(TlsIdentity server, Optional<TrustAnchors> clientAuthorities) {}

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
        HttpConfig.Tls tls = config.tls().get();
        TlsIdentity server = TlsIdentity.read(tls.certificate(), tls.privateKey());
        return Optional.of(new Identity(
                server,
                tls.clientCa().isPresent()
                        ? Optional.of(TrustAnchors.read(tls.clientCa().get()))
                        : Optional.empty()));
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
     */
    ServerConnector create(
            Server server,
            HttpConnectionFactory http,
            Optional<Identity> identity,
            ConnectionLimit limit,
            TlsHandshakes handshakes) {
        // Selector threads answer the fast-path requests of their connections: one per processor.
        ServerConnector connector = new LimitedConnector(
                server,
                limit,
                Runtime.getRuntime().availableProcessors(),
                identity.map(of -> withTls(http, of, handshakes)).orElseGet(() -> new ConnectionFactory[] {http}));
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(IDLE.toMillis());
        connector.addBean(new HeaderTimeout(connector, headerTimeout));
        return connector;
    }

    private static ConnectionFactory[] withTls(
            HttpConnectionFactory http, Identity identity, TlsHandshakes handshakes) {
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory("h2", "http/1.1");
        alpn.setDefaultProtocol("http/1.1");
        HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(http.getHttpConfiguration());
        http2.setInitialSessionRecvWindow(HTTP2_WINDOW);
        http2.setInitialStreamRecvWindow(HTTP2_WINDOW);
        return new ConnectionFactory[] {
            new HandshakesConnectionFactory(context(identity), alpn.getProtocol(), handshakes), alpn, http2, http
        };
    }

    private static SslContextFactory.Server context(Identity identity) {
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStore(identity.server().keyStore(PASSWORD.toCharArray()));
        context.setKeyStorePassword(PASSWORD);
        context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        context.setCipherComparator(HTTP2Cipher.COMPARATOR);
        identity.clientAuthorities().ifPresent(authorities -> {
            context.setTrustStore(authorities.keyStore());
            context.setNeedClientAuth(true);
        });
        return context;
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
