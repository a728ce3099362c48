package org.adcache.http.telemetry;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.adcache.auth.RequiredScope;
import org.adcache.http.Route;
import org.eclipse.jetty.http.HttpMethod;

/**
 * Counters of all requests, by route. They are read by {@code GET /metrics}, and cost the fast path three striped
 * additions. Thread-safe.
 */
public final class RequestMetrics {
    private static final String NO_METHOD = "any";
    private static final String NO_PATH = "none";

    private final Map<String, RouteMetrics> routes = new ConcurrentHashMap<>();
    private final RouteMetrics unrouted = new RouteMetrics(NO_METHOD, NO_PATH, RequestResult.OK, false);
    private final BatchMetrics keys =
            new BatchMetrics(RequestResult.FOUND, RequestResult.NOT_FOUND, RequestResult.UNKNOWN);
    private final BatchMetrics addresses = new BatchMetrics(RequestResult.OK, RequestResult.UNKNOWN);

    /** The counters of a route. */
    public RouteMetrics of(Route route) {
        return routes.computeIfAbsent(
                route.toString(),
                any -> new RouteMetrics(route.method().asString(), route.path(), success(route), route.isFast()));
    }

    private static RequestResult success(Route route) {
        return route.scope() == RequiredScope.LOOKUP && route.method() == HttpMethod.GET
                ? RequestResult.FOUND
                : RequestResult.OK;
    }

    /** The counters of requests that belong to no route. */
    public RouteMetrics unrouted() {
        return unrouted;
    }

    /** The counters of the keys in {@code POST /v1/lookup}. */
    public BatchMetrics lookupKeys() {
        return keys;
    }

    /** The counters of the addresses in {@code POST /v1/match}: unknown if a verdict on them is. */
    public BatchMetrics matchAddresses() {
        return addresses;
    }

    /** The present counts of all routes, in the order of their paths. */
    public List<RouteMetrics.Reading> readings() {
        return Stream.concat(routes.values().stream(), Stream.of(unrouted))
                .map(RouteMetrics::reading)
                .sorted(Comparator.comparing(RouteMetrics.Reading::path).thenComparing(RouteMetrics.Reading::method))
                .toList();
    }
}
