package org.adcache.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Server that DNS still lists although it is gone: its port refuses connections at once, or takes them and never
 * answers, as behind a firewall that drops packets. It can stand among the servers and KDCs of a configuration.
 */
public final class DeadServer implements AutoCloseable {
    private final ServerSocket socket;

    private DeadServer(ServerSocket socket) {
        this.socket = socket;
    }

    /** A server whose connections are established and never answered. */
    public static DeadServer silent() throws IOException {
        return new DeadServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    /** A server that refuses connections; the port is free, and was so at the time of the call only. */
    public static DeadServer refusing() throws IOException {
        DeadServer server = silent();
        server.close();
        return server;
    }

    /** Its port on the loopback address. */
    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
