package org.adcache.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.adcache.http.fastpath.FastPathConnection;
import org.adcache.http.limits.ClientHelloConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Timeout for TLS handshakes and request headers. Jetty's own idle timeout covers silence only: a client that sends
 * one byte now and then would hold a connection for ever. Only Jetty's internal connection class reveals the progress
 * of a request.
 */
final class HeaderTimeout extends AbstractLifeCycle implements Runnable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final ServerConnector connector;
    private final Duration timeout;

    HeaderTimeout(ServerConnector connector, Duration timeout) {
        this.connector = connector;
        this.timeout = timeout;
    }

    @Override
    protected void doStart() {
        lookLater();
    }

    @Override
    public void run() {
        if (isRunning()) {
            connector.getConnectedEndPoints().stream().filter(this::isTooSlow).forEach(EndPoint::close);
            lookLater();
        }
    }

    private void lookLater() {
        connector.getScheduler().schedule(this, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean isTooSlow(EndPoint endPoint) {
        @Nullable Connection connection = endPoint.getConnection();
        if (connection instanceof ClientHelloConnection) {
            return isOld(endPoint);
        }
        if (connection instanceof SslConnection tls) {
            if (tls.getSSLEngine().getSession().getProtocol().equals("NONE")) {
                return isOld(endPoint);
            }
            connection = tls.getSslEndPoint().getConnection();
        }
        if (connection instanceof FastPathConnection fastPath) {
            return fastPath.isInRequestFor(timeout);
        }
        return connection instanceof HttpConnection http
                && http.getParser().inHeaderState()
                && !http.getParser().isStart()
                && NanoTime.millisSince(http.getParser().getBeginNanoTime()) > timeout.toMillis();
    }

    private boolean isOld(EndPoint endPoint) {
        return System.currentTimeMillis() - endPoint.getCreatedTimeStamp() > timeout.toMillis();
    }
}
