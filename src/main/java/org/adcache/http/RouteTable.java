package org.adcache.http;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Routing table: every route of the service in one value. The fast path and Javalin register their routes from it, and
 * tests enumerate it.
 *
 * <pre>
 * GET   /v1/lookup               LOOKUP  Query      fast path
 * POST  /v1/lookup               LOOKUP  Body       fast path
 * PUT   /v1/integration          ADMIN   Exchange   Javalin
 * POST  /v1/doctor/{connection}  ADMIN   Deferred   Javalin
 * </pre>
 *
 * <p>To add a route, add a row to {@link RouteGroup#routes} of its group, what it takes to {@code EveryRouteTest}, and
 * an example to {@code docs/http.md}: tests fail without. To add a group, write a class that implements {@link
 * RouteGroup}, and add it to {@link ApiRoutes}.
 */
public final class RouteTable {
    private final List<Route> routes;

    /**
     * Collects the routes of all groups.
     *
     * @throws IllegalArgumentException if two have the same method and path, or if fast path and Javalin share a path:
     *     neither knows what the other would allow there
     */
    RouteTable(Collection<RouteGroup> groups) {
        routes = groups.stream().flatMap(group -> group.routes().stream()).toList();
        Set<String> rows = new HashSet<>();
        for (Route route : routes) {
            if (!rows.add(route.toString())) {
                throw new IllegalArgumentException("there are two routes " + route);
            }
        }
        Set<String> shared = paths(Route::isFast);
        shared.retainAll(paths(route -> !route.isFast()));
        if (!shared.isEmpty()) {
            throw new IllegalArgumentException("fast path and Javalin share " + shared);
        }
    }

    private Set<String> paths(Predicate<Route> of) {
        return routes.stream().filter(of).map(Route::path).collect(Collectors.toCollection(HashSet::new));
    }

    /** All rows, in the order of the groups. */
    List<Route> routes() {
        return routes;
    }

    /** The rows of the fast path, by path and by the name of the method. */
    public Map<String, Map<String, Route>> fastPath() {
        Map<String, Map<String, Route>> byPath = new HashMap<>();
        routes.stream()
                .filter(Route::isFast)
                .forEach(route -> byPath.computeIfAbsent(route.path(), path -> new HashMap<>())
                        .put(route.method().asString(), route));
        return Map.copyOf(byPath);
    }

    /** The rows of Javalin. */
    Stream<Route> javalin() {
        return routes.stream().filter(route -> !route.isFast());
    }
}
