package org.adcache.http;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/** HTTP/1.1 over connections that answer plain questions themselves, as long as nothing else is asked. */
final class HotConnectionFactory extends HttpConnectionFactory {
    private final HotRoutes routes;

    HotConnectionFactory(HttpConfiguration http, HotRoutes routes) {
        super(http);
        this.routes = routes;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        HotConnection connection = new HotConnection(
                connector, endPoint, routes, getHttpConfiguration(), () -> super.newConnection(connector, endPoint));
        return configure(connection, connector, endPoint);
    }
}
