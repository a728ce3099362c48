package org.adcache.directory.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * TLS sockets that give up when the other side is silent. The SDK's connect time-out ends with TCP's; a server that
 * never answers the TLS handshake would hold a cycle for ever. Once connected, the SDK sets its own time-outs, and a
 * connection whose network is gone ends after 30 s.
 */
final class TimeoutSocketFactory extends SSLSocketFactory {
    private final SSLSocketFactory delegate;
    private final int millis;

    TimeoutSocketFactory(SSLSocketFactory delegate, Duration silence) {
        this.delegate = delegate;
        this.millis = (int) silence.toMillis();
    }

    private Socket withTimeout(Socket socket) throws IOException {
        socket.setSoTimeout(millis);
        probeSilence(socket);
        return socket;
    }

    /**
     * Tells a network that is gone from a server that thinks: the other side's TCP answers probes whatever its LDAP
     * server does. Covers silence after a request that arrived; one that did not is bounded by the time-out for its
     * answer, since Java has no TCP_USER_TIMEOUT.
     */
    private static void probeSilence(Socket socket) throws IOException {
        socket.setKeepAlive(true);
        Set<SocketOption<?>> known = socket.supportedOptions();
        if (known.contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 10);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 5);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 4);
        }
    }

    @Override
    public Socket createSocket() throws IOException {
        return withTimeout(delegate.createSocket());
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
        return withTimeout(delegate.createSocket(plain, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return withTimeout(delegate.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return withTimeout(delegate.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return withTimeout(delegate.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return withTimeout(delegate.createSocket(host, port, local, localPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return delegate.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return delegate.getSupportedCipherSuites();
    }
}
