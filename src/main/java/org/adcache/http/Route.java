package org.adcache.http;

import java.util.Set;
import org.adcache.auth.RequiredScope;
import org.eclipse.jetty.http.HttpMethod;

/**
 * Row of the {@link RouteTable}. Every GET also answers HEAD, without a row of its own.
 *
 * @param path with parameters in braces, as {@code /v1/doctor/{connection}}; the fast path has none
 * @param scope scope required for admission
 */
public record Route(HttpMethod method, String path, RequiredScope scope, RouteHandler handler) {
    private static final Set<HttpMethod> METHODS =
            Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    public Route {
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("a route has no method " + method);
        }
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("the path of a route begins with /, not as " + path);
        }
        if (isFast(handler) && path.contains("{")) {
            throw new IllegalArgumentException("the fast path has no parameters in its paths, as in " + path);
        }
        if (isFast(handler) && handler instanceof RouteHandler.Query != (method == HttpMethod.GET)) {
            throw new IllegalArgumentException(method + " " + path + ": a query is for GET, a body for all others");
        }
    }

    /** Whether its requests may change something; lookup and match with a body only ask. */
    boolean mayChange() {
        return method != HttpMethod.GET && !(handler instanceof RouteHandler.Body);
    }

    /** Whether it answers questions on the fast path. */
    public boolean isFast() {
        return isFast(handler);
    }

    private static boolean isFast(RouteHandler handler) {
        return handler instanceof RouteHandler.Query || handler instanceof RouteHandler.Body;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
