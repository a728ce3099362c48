package org.adcache.http.limits;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Connector that closes connections beyond a {@link ConnectionLimit} on the accepting thread, before a selector hears
 * of them.
 */
public final class LimitedConnector extends ServerConnector {
    /** Linux cuts it to {@code net.core.somaxconn}, 4096 since 5.4. */
    private static final int ACCEPT_QUEUE = 4096;

    private final ConnectionLimit limit;

    /** @param selectors number of selector threads */
    public LimitedConnector(Server server, ConnectionLimit limit, int selectors, ConnectionFactory... factories) {
        super(server, 1, selectors, factories);
        this.limit = limit;
        setAcceptQueueSize(ACCEPT_QUEUE);
        addBean(limit);
    }

    @Override
    public void accept(int acceptor) throws IOException {
        if (!(getTransport() instanceof ServerSocketChannel server) || !server.isOpen()) {
            return;
        }
        SocketChannel channel = server.accept();
        if (!limit.admits(channel)) {
            channel.close();
            return;
        }
        try {
            channel.configureBlocking(false);
            configure(channel.socket());
            getSelectorManager().accept(channel);
        } catch (IOException | RuntimeException e) {
            limit.onAcceptFailed(channel, e);
            channel.close();
            throw e;
        }
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        BoundedEndPoint endPoint = new BoundedEndPoint(channel, selector, key, getScheduler());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }
}
