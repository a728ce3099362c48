package org.adcache.directory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * TCP relay between clients and a server on loopback. From {@link #drip} on, the server's bytes arrive one by one, so
 * that no read time-out ever fires and no response ever completes.
 */
public final class DrippingRelay implements AutoCloseable {
    private static final long PAUSE_NANOS = 200_000_000;

    private final ServerSocket listener;
    private final int serverPort;
    private final Executor threads;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean dripping;

    private DrippingRelay(ServerSocket listener, int serverPort, Executor threads) {
        this.listener = listener;
        this.serverPort = serverPort;
        this.threads = threads;
    }

    public static DrippingRelay start(int serverPort, Executor threads) throws IOException {
        DrippingRelay relay =
                new DrippingRelay(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), serverPort, threads);
        threads.execute(relay::accept);
        return relay;
    }

    public int port() {
        return listener.getLocalPort();
    }

    public void drip() {
        dripping = true;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                sockets.add(client);
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                sockets.add(server);
                threads.execute(() -> carry(client, server, false));
                threads.execute(() -> carry(server, client, true));
            }
        } catch (IOException e) {
            close();
        }
    }

    private void carry(Socket from, Socket to, boolean fromServer) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; ) {
                    boolean slowly = fromServer && dripping;
                    int length = slowly ? 1 : read - i;
                    out.write(buffer, i, length);
                    i += length;
                    if (slowly) {
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                }
            }
        } catch (IOException e) {
            // One side closed its connection; the other follows.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
