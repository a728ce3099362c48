package org.adcache.http.admin;

import static org.adcache.http.RouteHandler.forExchange;
import static org.eclipse.jetty.http.HttpMethod.GET;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.auth.RequiredScope;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Json;
import org.adcache.http.JsonWriter;
import org.adcache.http.QueryParameters;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.problem.UnavailableProblem;
import org.adcache.http.query.AccountJson;
import org.adcache.lookup.LookupService;
import org.adcache.lookup.detail.DuplicateKey;
import org.adcache.lookup.detail.DuplicateKeys;
import org.adcache.sync.SyncControl;

/** {@code GET /v1/duplicates}: the keys that several accounts of one connection have. */
public final class DuplicatesRoutes implements RouteGroup {
    private final LookupService lookup;
    private final SyncControl sync;
    private final Json json;

    public DuplicatesRoutes(LookupService lookup, SyncControl sync, Json json) {
        this.lookup = lookup;
        this.sync = sync;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(GET, "/v1/duplicates", RequiredScope.ADMIN, forExchange((context, caller) -> list(context))));
    }

    private BufferedResponse list(Context context) {
        QueryParameters parameters = QueryParameters.of(context, "connection", Paging.LIMIT, Paging.AFTER);
        Optional<ConnectionId> connection = parameters.get("connection").map(id -> SyncRoutes.known(sync, id));
        Paging paging = Paging.of(parameters);
        DuplicateKeys keys = lookup.duplicates();
        if (keys instanceof DuplicateKeys.Unknown unknown) {
            throw UnavailableProblem.because(unknown.reason(), unknown.freshness());
        }
        DuplicateKeys.Listed listed = (DuplicateKeys.Listed) keys;
        List<DuplicateKey> items = listed.keys().stream()
                .filter(key -> connection.map(key.connection()::equals).orElse(true))
                .toList();
        return BufferedResponse.ok(json.write(out -> write(out, listed, paging.of(items, DuplicateKey::id))));
    }

    private static void write(JsonWriter out, DuplicateKeys.Listed listed, Paging.Page<DuplicateKey> page) {
        out.writeStartObject();
        out.writeArrayPropertyStart("items");
        for (DuplicateKey key : page.items()) {
            out.writeStartObject();
            out.writeStringProperty("connection", key.connection().value());
            out.writeStringProperty("kind", AccountJson.label(key.kind()));
            out.writeStringProperty("value", key.value());
            AccountJson.list(out, "accounts", key.owners(), listed.at());
            out.writeEndObject();
        }
        out.writeEndArray();
        page.next().ifPresent(next -> out.writeStringProperty("next", next));
        AccountJson.freshness(out, listed.freshness());
        out.writeEndObject();
    }
}
