package org.adcache.http.tls;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.CRL;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.adcache.tls.ClientAuthorities;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Jetty's TLS context. If there are CAs of clients, it requests a certificate, and accepts any, or none: who isn't
 * admitted is to get an answer and not an alert that only developers understand.
 */
public final class ServerTls extends SslContextFactory.Server {
    /** An in-memory key store needs a password; this one protects nothing. */
    private static final String PASSWORD = "memory";

    private volatile List<X509Certificate> issuers = List.of();
    private volatile Optional<ServerTls> replacement = Optional.empty();

    public ServerTls(TlsFiles.Content content) {
        use(content);
        setIncludeProtocols("TLSv1.3", "TLSv1.2");
        setCipherComparator(HTTP2Cipher.COMPARATOR);
        setWantClientAuth(content.clientAuthorities().isPresent());
    }

    private void use(TlsFiles.Content content) {
        setKeyStore(content.server().keyStore(PASSWORD.toCharArray()));
        setKeyStorePassword(PASSWORD);
        issuers =
                content.clientAuthorities().map(ClientAuthorities::certificates).orElse(List.of());
    }

    /**
     * Uses other content from the next handshake on; connections stay. Jetty's own reload has a moment without a context,
     * in which handshakes fail.
     */
    public void replace(TlsFiles.Content content) {
        ServerTls next = new ServerTls(content);
        try {
            next.start();
        } catch (Exception e) {
            throw new IllegalStateException("keys and certificates that were read can't be used", e);
        }
        replacement = Optional.of(next);
    }

    @Override
    public SSLEngine newSSLEngine() {
        Optional<ServerTls> now = replacement;
        return now.isPresent() ? now.get().newSSLEngine() : super.newSSLEngine();
    }

    @Override
    public SSLEngine newSSLEngine(String host, int port) {
        Optional<ServerTls> now = replacement;
        return now.isPresent() ? now.get().newSSLEngine(host, port) : super.newSSLEngine(host, port);
    }

    @Override
    public SSLEngine newSSLEngine(InetSocketAddress address) {
        Optional<ServerTls> now = replacement;
        return now.isPresent() ? now.get().newSSLEngine(address) : super.newSSLEngine(address);
    }

    @Override
    protected TrustManager[] getTrustManagers(KeyStore trusted, Collection<? extends CRL> revoked) {
        return new TrustManager[] {new AnyClient(issuers)};
    }

    /** Trust manager that leaves the verification of a certificate to the authentication of a request. */
    private static final class AnyClient extends X509ExtendedTrustManager {
        private final List<X509Certificate> issuers;

        AnyClient(List<X509Certificate> issuers) {
            this.issuers = issuers;
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return issuers.toArray(X509Certificate[]::new);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException("a server has no server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
            throw new UnsupportedOperationException("a server has no server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            throw new UnsupportedOperationException("a server has no server");
        }
    }
}
