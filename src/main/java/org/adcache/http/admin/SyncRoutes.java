package org.adcache.http.admin;

import static org.adcache.http.RouteHandler.forExchange;
import static org.eclipse.jetty.http.HttpMethod.GET;
import static org.eclipse.jetty.http.HttpMethod.POST;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.account.ProblemException;
import org.adcache.api.DecisionDocument;
import org.adcache.auth.AuditLog;
import org.adcache.auth.Principal;
import org.adcache.auth.RequiredScope;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Json;
import org.adcache.http.QueryParameters;
import org.adcache.http.RequestBody;
import org.adcache.http.RequestCredentials;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.ProblemKind;
import org.adcache.http.query.AccountJson;
import org.adcache.integration.IntegrationSwitch;
import org.adcache.sync.HeldDraft;
import org.adcache.sync.SyncControl;
import org.adcache.sync.SyncMode;
import org.adcache.sync.SyncRun;

/** {@code /v1/sync}: progress of the cycles, requests for a cycle, and decisions on held results. */
public final class SyncRoutes implements RouteGroup {
    private final IntegrationSwitch integration;
    private final SyncControl sync;
    private final AuditLog audit;
    private final Json json;

    public SyncRoutes(IntegrationSwitch integration, SyncControl sync, AuditLog audit, Json json) {
        this.integration = integration;
        this.sync = sync;
        this.audit = audit;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(GET, "/v1/sync", RequiredScope.ADMIN, forExchange((context, caller) -> runs(context))),
                new Route(POST, "/v1/sync", RequiredScope.ADMIN, forExchange(this::request)),
                new Route(POST, "/v1/sync/held/{connection}", RequiredScope.ADMIN, forExchange(this::decide)));
    }

    BufferedResponse runs(Context context) {
        QueryParameters.rejectAll(context);
        return response(200, sync.runs());
    }

    BufferedResponse request(Context context, Principal caller) {
        QueryParameters parameters = QueryParameters.of(context, "mode", "connection");
        SyncMode mode = parameters.get("mode").map(SyncRoutes::mode).orElse(SyncMode.AUTO);
        List<ConnectionId> connections =
                parameters.get("connection").map(id -> List.of(known(sync, id))).orElseGet(sync::connections);
        RequestBody.requireNoFields(json, context);
        refuseIfDisabled(integration);
        List<SyncRun> runs = new ArrayList<>();
        for (ConnectionId connection : connections) {
            runs.add(request(connection, mode));
            audit.record(
                    caller,
                    RequestCredentials.addressOf(context),
                    "sync." + AccountJson.label(mode),
                    Optional.of(connection.value()),
                    AuditLog.REQUESTED);
        }
        return response(202, runs);
    }

    private SyncRun request(ConnectionId connection, SyncMode mode) {
        try {
            return sync.request(connection, mode);
        } catch (IllegalStateException e) {
            throw disabled();
        }
    }

    BufferedResponse decide(Context context, Principal caller) throws ProblemException {
        QueryParameters.rejectAll(context);
        boolean apply = json.read(RequestBody.read(context), in -> IntegrationRoutes.onlyField(in, "apply"));
        ConnectionId connection = known(sync, context.pathParam("connection"));
        refuseIfDisabled(integration);
        HeldDraft decided = decide(connection, apply, caller, RequestCredentials.addressOf(context))
                .orElseThrow(() -> new HttpProblem(ProblemKind.NOT_FOUND, "Nothing is held for this connection."));
        return BufferedResponse.ok(json.write(new DecisionDocument(
                connection.value(), apply, decided.added(), decided.changed(), decided.removed())));
    }

    private Optional<HeldDraft> decide(
            ConnectionId connection, boolean apply, Principal caller, Optional<InetAddress> from)
            throws ProblemException {
        String action = apply ? "held.apply" : "held.drop";
        Optional<String> target = Optional.of(connection.value());
        try {
            Optional<HeldDraft> decided = sync.decide(connection, apply);
            decided.ifPresent(held -> audit.record(caller, from, action, target, AuditLog.OK));
            return decided;
        } catch (ProblemException e) {
            audit.record(caller, from, action, target, e.problem().type().code());
            throw e;
        }
    }

    static void refuseIfDisabled(IntegrationSwitch integration) {
        if (!integration.state().enabled()) {
            throw disabled();
        }
    }

    private static HttpProblem disabled() {
        return new HttpProblem(ProblemKind.CHANGE_WHILE_DISABLED, "The integration is switched off.")
                .remedy("Switch it on first, with \"adcache enable\" or PUT /v1/integration.");
    }

    static ConnectionId known(SyncControl sync, String id) {
        return sync.connections().stream()
                .filter(connection -> connection.value().equals(id))
                .findFirst()
                .orElseThrow(() -> new HttpProblem(ProblemKind.UNKNOWN_CONNECTION, "There is no such connection.")
                        .remedy("GET /v1/status lists the connections."));
    }

    private static SyncMode mode(String name) {
        return switch (name) {
            case "auto" -> SyncMode.AUTO;
            case "reconcile" -> SyncMode.RECONCILE;
            case "full" -> SyncMode.FULL;
            default -> throw HttpProblem.badRequest("mode is none of auto, reconcile and full.");
        };
    }

    private BufferedResponse response(int status, List<SyncRun> runs) {
        return BufferedResponse.of(status, json.write(RunDocuments.of(runs)));
    }
}
