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
 * Factory of TLS sockets with read time-outs and TCP keep-alive. The SDK's connect time-out covers TCP only; a server
 * that never answers the TLS handshake would block a cycle for ever. Once connected, the SDK sets its own time-outs,
 * and a dead network is detected within 30 s.
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
     * Enables TCP keep-alive, which tells a dead network from a slow server: the remote TCP stack answers probes
     * whatever the LDAP server does. This covers silence after a request was delivered; an undelivered one is bounded
     * by the response time-out, since Java has no TCP_USER_TIMEOUT.
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
