package org.adcache.http.fastpath;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/** Connection factory for HTTP/1.1 that starts each connection on the fast path. */
public final class FastPathConnectionFactory extends HttpConnectionFactory {
    private final FastPathRoutes routes;

    public FastPathConnectionFactory(HttpConfiguration http, FastPathRoutes routes) {
        super(http);
        this.routes = routes;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        FastPathConnection connection = new FastPathConnection(
                connector, endPoint, routes, getHttpConfiguration(), () -> super.newConnection(connector, endPoint));
        return configure(connection, connector, endPoint);
    }
}
