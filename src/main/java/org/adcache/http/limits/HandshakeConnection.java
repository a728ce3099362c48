package org.adcache.http.limits;

import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;

/** TLS connection whose handshake runs among the {@link TlsHandshakes}, not on the selector thread. */
final class HandshakeConnection extends SslConnection {
    private final TlsHandshakes handshakes;
    private final Phase phase;

    static HandshakeConnection create(
            SslConnectionFactory factory,
            Connector connector,
            EndPoint endPoint,
            SSLEngine engine,
            TlsHandshakes handshakes) {
        Phase phase = new Phase(handshakes, endPoint, connector.getExecutor());
        return new HandshakeConnection(factory, connector, endPoint, engine, handshakes, phase);
    }

    private HandshakeConnection(
            SslConnectionFactory factory,
            Connector connector,
            EndPoint endPoint,
            SSLEngine engine,
            TlsHandshakes handshakes,
            Phase phase) {
        super(
                connector.getByteBufferPool(),
                phase,
                factory.getSslContextFactory(),
                endPoint,
                engine,
                factory.isDirectBuffersForEncryption(),
                factory.isDirectBuffersForDecryption());
        this.handshakes = handshakes;
        this.phase = phase;
        addHandshakeListener(phase);
    }

    @Override
    public void onFillable() {
        if (phase.isOver()) {
            super.onFillable();
        } else {
            handshakes.execute(getEndPoint(), super::onFillable);
        }
    }

    /** Executor of the handshake until its end, and of the connector from then on. */
    private static final class Phase implements Executor, SslHandshakeListener {
        private final TlsHandshakes handshakes;
        private final EndPoint endPoint;
        private final Executor afterwards;
        private volatile boolean over;

        Phase(TlsHandshakes handshakes, EndPoint endPoint, Executor afterwards) {
            this.handshakes = handshakes;
            this.endPoint = endPoint;
            this.afterwards = afterwards;
        }

        boolean isOver() {
            return over;
        }

        @Override
        public void execute(Runnable task) {
            if (over) {
                afterwards.execute(task);
            } else {
                handshakes.execute(endPoint, task);
            }
        }

        @Override
        public void handshakeSucceeded(Event event) {
            over = true;
        }

        @Override
        public void handshakeFailed(Event event, Throwable failure) {
            over = true;
        }
    }
}
