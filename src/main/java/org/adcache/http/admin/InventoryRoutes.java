package org.adcache.http.admin;

import static org.adcache.http.RouteHandler.forExchange;
import static org.eclipse.jetty.http.HttpMethod.GET;

import io.javalin.http.Context;
import java.util.List;
import org.adcache.auth.RequiredScope;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Json;
import org.adcache.http.QueryParameters;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.ServiceInfo;

/** {@code GET /v1/data-inventory}: what is stored, why, where, how long, and who can read it. */
public final class InventoryRoutes implements RouteGroup {
    private final ServiceInfo info;
    private final Json json;

    public InventoryRoutes(ServiceInfo info, Json json) {
        this.info = info;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(
                GET, "/v1/data-inventory", RequiredScope.ADMIN, forExchange((context, caller) -> list(context))));
    }

    private BufferedResponse list(Context context) {
        QueryParameters.rejectAll(context);
        return BufferedResponse.ok(json.write(info.inventory().get()));
    }
}
