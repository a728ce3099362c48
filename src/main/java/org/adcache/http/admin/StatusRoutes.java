package org.adcache.http.admin;

import static org.adcache.http.RouteHandler.forExchange;
import static org.eclipse.jetty.http.HttpMethod.GET;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;
import org.adcache.api.ReportedProblem;
import org.adcache.api.StatusDocument;
import org.adcache.auth.RequiredScope;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Json;
import org.adcache.http.QueryParameters;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.ServiceInfo;
import org.adcache.integration.IntegrationSwitch;
import org.adcache.lookup.CacheSummary;
import org.adcache.lookup.LookupService;
import org.adcache.sync.SyncControl;
import org.adcache.sync.SyncRun;

/** {@code GET /v1/status}: switch, cache and connections, each from the record of its component. */
public final class StatusRoutes implements RouteGroup {
    private final LookupService lookup;
    private final IntegrationSwitch integration;
    private final SyncControl sync;
    private final ServiceInfo info;
    private final Json json;

    public StatusRoutes(
            LookupService lookup, IntegrationSwitch integration, SyncControl sync, ServiceInfo info, Json json) {
        this.lookup = lookup;
        this.integration = integration;
        this.sync = sync;
        this.info = info;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(GET, "/v1/status", RequiredScope.ADMIN, forExchange((context, caller) -> status(context))));
    }

    BufferedResponse status(Context context) {
        QueryParameters.rejectAll(context);
        CacheSummary summary = lookup.summary();
        return BufferedResponse.ok(json.write(new StatusDocument(
                info.version(),
                IntegrationDocuments.of(integration.state()),
                StatusDocuments.cache(
                        summary,
                        lookup.freshness(),
                        lookup.usable(),
                        info.bytesOnDisk().getAsLong()),
                sync.status().stream()
                        .map(connection -> StatusDocuments.connection(
                                connection,
                                running(connection.id()),
                                summary,
                                info.clock().instant()))
                        .toList(),
                damage(info.damage().get()),
                Optional.of(StatusDocuments.budgets(info.budgets().get())),
                Optional.of(info.startedAt()),
                Optional.of(info.expiring().get()).filter(all -> !all.isEmpty()))));
    }

    /** The cycle of a connection that has begun and not ended. */
    private Optional<SyncRun> running(ConnectionId connection) {
        return sync.runs().stream()
                .filter(run -> run.connection().equals(connection))
                .filter(run -> run.phase() != SyncRun.Phase.DONE && run.phase() != SyncRun.Phase.QUEUED)
                .findFirst();
    }

    private static Optional<List<ReportedProblem>> damage(List<Problem> problems) {
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(problems.stream().map(RunDocuments::of).toList());
    }
}
