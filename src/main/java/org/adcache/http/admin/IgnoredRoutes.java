package org.adcache.http.admin;

import static org.adcache.http.RouteHandler.forExchange;
import static org.eclipse.jetty.http.HttpMethod.GET;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.account.ObjectGuid;
import org.adcache.api.IgnoredDocument;
import org.adcache.auth.RequiredScope;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Json;
import org.adcache.http.QueryParameters;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.sync.IgnoredItem;
import org.adcache.sync.SyncControl;

/** {@code GET /v1/ignored}: the entries of the directory that are ignored, and the values. */
public final class IgnoredRoutes implements RouteGroup {
    private final SyncControl sync;
    private final Json json;

    public IgnoredRoutes(SyncControl sync, Json json) {
        this.sync = sync;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(GET, "/v1/ignored", RequiredScope.ADMIN, forExchange((context, caller) -> list(context))));
    }

    BufferedResponse list(Context context) {
        QueryParameters parameters = QueryParameters.of(context, "connection", Paging.LIMIT, Paging.AFTER);
        Optional<ConnectionId> connection = parameters.get("connection").map(id -> SyncRoutes.known(sync, id));
        Paging paging = Paging.of(parameters);
        List<IgnoredItem> items = sync.ignored().stream()
                .filter(item -> connection.map(item.connection()::equals).orElse(true))
                .toList();
        Paging.Page<IgnoredItem> page = paging.of(items, IgnoredItem::id);
        return BufferedResponse.ok(json.write(new IgnoredDocument(
                page.items().stream().map(IgnoredRoutes::document).toList(), page.next())));
    }

    private static IgnoredDocument.Item document(IgnoredItem item) {
        return new IgnoredDocument.Item(
                item.connection().value(),
                item.entry().objectGuid().map(ObjectGuid::toString),
                item.entry().distinguishedName(),
                item.entry().attribute(),
                item.entry().value(),
                item.entry().reason().label());
    }
}
