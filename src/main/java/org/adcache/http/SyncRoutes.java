package org.adcache.http;

import static org.adcache.http.RouteHandler.forExchange;
import static org.eclipse.jetty.http.HttpMethod.GET;
import static org.eclipse.jetty.http.HttpMethod.POST;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.ConnectionId;
import org.adcache.account.ProblemException;
import org.adcache.api.DecisionDocument;
import org.adcache.sync.HeldDraft;
import org.adcache.sync.SyncMode;
import org.adcache.sync.SyncRun;

/** {@code /v1/sync}: what the cycles do, asking for one, and deciding on a held result. */
final class SyncRoutes implements RouteGroup {
    private final Administration administration;
    private final AuditLog audit;
    private final Json json;

    SyncRoutes(Administration administration, AuditLog audit, Json json) {
        this.administration = administration;
        this.audit = audit;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(GET, "/v1/sync", Access.ADMIN, forExchange((context, caller) -> runs(context))),
                new Route(POST, "/v1/sync", Access.ADMIN, forExchange(this::request)),
                new Route(POST, "/v1/sync/held/{connection}", Access.ADMIN, forExchange(this::decide)));
    }

    Reply runs(Context context) {
        QueryParameters.parse(Optional.ofNullable(context.queryString()), Set.of());
        return reply(200, administration.runs());
    }

    Reply request(Context context, Caller caller) {
        QueryParameters parameters =
                QueryParameters.parse(Optional.ofNullable(context.queryString()), Set.of("mode", "connection"));
        SyncMode mode = parameters.get("mode").map(SyncRoutes::mode).orElse(SyncMode.AUTO);
        List<ConnectionId> connections = parameters
                .get("connection")
                .map(id -> List.of(known(administration, id)))
                .orElseGet(administration::connections);
        noFields(json, Bodies.readIfAny(context));
        refuseIfDisabled(administration);
        List<SyncRun> runs = new ArrayList<>();
        for (ConnectionId connection : connections) {
            runs.add(request(connection, mode));
            audit.record(caller, "sync." + AccountJson.label(mode), Optional.of(connection.value()), "ok");
        }
        return reply(202, runs);
    }

    static void noFields(Json json, Optional<byte[]> body) {
        body.ifPresent(bytes -> json.read(bytes, in -> {
            in.object("The body");
            if (in.nextField()) {
                throw in.unknown(in.field());
            }
            return true;
        }));
    }

    private SyncRun request(ConnectionId connection, SyncMode mode) {
        try {
            return administration.request(connection, mode);
        } catch (IllegalStateException e) {
            throw disabled();
        }
    }

    Reply decide(Context context, Caller caller) throws ProblemException {
        QueryParameters.parse(Optional.ofNullable(context.queryString()), Set.of());
        boolean apply = json.read(Bodies.read(context), in -> IntegrationRoutes.onlyField(in, "apply"));
        ConnectionId connection = known(administration, context.pathParam("connection"));
        refuseIfDisabled(administration);
        HeldDraft decided = decide(connection, apply, caller)
                .orElseThrow(() -> new Refusal(ProblemKind.NOT_FOUND, "Nothing is held for this connection."));
        return Reply.ok(json.write(new DecisionDocument(
                connection.value(), apply, decided.added(), decided.changed(), decided.removed())));
    }

    private Optional<HeldDraft> decide(ConnectionId connection, boolean apply, Caller caller) throws ProblemException {
        String action = apply ? "held.apply" : "held.drop";
        Optional<String> target = Optional.of(connection.value());
        try {
            Optional<HeldDraft> decided = administration.decide(connection, apply);
            decided.ifPresent(held -> audit.record(caller, action, target, "ok"));
            return decided;
        } catch (ProblemException e) {
            audit.record(caller, action, target, e.problem().type());
            throw e;
        }
    }

    static void refuseIfDisabled(Administration administration) {
        if (!administration.state().enabled()) {
            throw disabled();
        }
    }

    private static Refusal disabled() {
        return new Refusal(ProblemKind.CHANGE_WHILE_DISABLED, "The integration is switched off.")
                .remedy("Switch it on first, with \"adcache enable\" or PUT /v1/integration.");
    }

    static ConnectionId known(Administration administration, String id) {
        return administration.connections().stream()
                .filter(connection -> connection.value().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal(ProblemKind.UNKNOWN_CONNECTION, "There is no such connection.")
                        .remedy("GET /v1/status lists the connections."));
    }

    private static SyncMode mode(String name) {
        return switch (name) {
            case "auto" -> SyncMode.AUTO;
            case "full" -> SyncMode.FULL;
            default -> throw Refusal.badRequest("mode is neither auto nor full.");
        };
    }

    private Reply reply(int status, List<SyncRun> runs) {
        return Reply.of(status, json.write(RunDocuments.of(runs)));
    }
}
