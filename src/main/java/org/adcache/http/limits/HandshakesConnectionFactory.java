package org.adcache.http.limits;

import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Factory of TLS connections with bounded {@link TlsHandshakes}. */
public final class HandshakesConnectionFactory extends SslConnectionFactory {
    private final TlsHandshakes handshakes;

    /** @param next the protocol within TLS */
    public HandshakesConnectionFactory(SslContextFactory.Server context, String next, TlsHandshakes handshakes) {
        super(context, next);
        this.handshakes = handshakes;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        return new ClientHelloConnection(
                endPoint, connector.getExecutor(), handshakes, () -> super.newConnection(connector, endPoint));
    }

    @Override
    protected SslConnection newSslConnection(Connector connector, EndPoint endPoint, SSLEngine engine) {
        return HandshakeConnection.create(this, connector, endPoint, engine, handshakes);
    }
}
