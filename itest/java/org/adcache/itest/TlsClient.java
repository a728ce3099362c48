package org.adcache.itest;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Opener of connections to a service on 127.0.0.1 that trusts one CA; the host name isn't compared. */
record TlsClient(SSLContext context, int port) {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    static TlsClient trusting(Path authority, int port) {
        try (InputStream in = Files.newInputStream(authority)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null);
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return new TlsClient(context, port);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection before its TLS handshake, from an address of this machine's loopback network. */
    Socket connect(String from) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(Math.toIntExact(TIMEOUT.toMillis()));
            socket.setTcpNoDelay(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Math.toIntExact(TIMEOUT.toMillis()));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** A connection after its TLS handshake. */
    SSLSocket open(String from) throws IOException {
        SSLSocket socket = beforeHandshake(from);
        try {
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** A connection that makes its TLS handshake when it is used. */
    SSLSocket beforeHandshake(String from) throws IOException {
        Socket socket = connect(from);
        try {
            return (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", port, true);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
