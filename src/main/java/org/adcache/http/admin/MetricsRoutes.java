package org.adcache.http.admin;

import static org.adcache.http.RouteHandler.forExchange;
import static org.eclipse.jetty.http.HttpMethod.GET;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import org.adcache.auth.RequiredScope;
import org.adcache.http.BufferedResponse;
import org.adcache.http.QueryParameters;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.ServiceInfo;

/** {@code GET /metrics}: Prometheus' text format, for scrapers without a token, so without names of people or hosts. */
public final class MetricsRoutes implements RouteGroup {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final ServiceInfo info;

    public MetricsRoutes(ServiceInfo info) {
        this.info = info;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(GET, "/metrics", RequiredScope.OPEN, forExchange((context, caller) -> metrics(context))));
    }

    private BufferedResponse metrics(Context context) {
        QueryParameters.rejectAll(context);
        return new BufferedResponse(200, TEXT, info.metrics().get(), Map.of());
    }
}
