package org.adcache.http;

import static org.adcache.http.RouteHandler.deferred;
import static org.eclipse.jetty.http.HttpMethod.POST;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;
import org.adcache.api.CheckDocument;
import org.adcache.api.DoctorDocument;
import org.adcache.directory.Check;
import org.jspecify.annotations.Nullable;

/** {@code /v1/doctor/{connection}}: an examination. It takes long, so no thread waits for it. */
final class DoctorRoute implements RouteGroup {
    private final Administration administration;
    private final Examiner examiner;
    private final AuditLog audit;
    private final Json json;

    DoctorRoute(Administration administration, Examiner examiner, AuditLog audit, Json json) {
        this.administration = administration;
        this.examiner = examiner;
        this.audit = audit;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(POST, "/v1/doctor/{connection}", Access.ADMIN, deferred(this::examine)));
    }

    CompletableFuture<Reply> examine(Context context, Caller caller) {
        QueryParameters.parse(Optional.ofNullable(context.queryString()), Set.of());
        ConnectionId connection = SyncRoutes.known(administration, context.pathParam("connection"));
        SyncRoutes.noFields(json, Bodies.readIfAny(context));
        SyncRoutes.refuseIfDisabled(administration);
        return examiner.examine(connection)
                .whenComplete((checks, failure) ->
                        audit.record(caller, "doctor", Optional.of(connection.value()), outcome(checks)))
                .thenApply(checks -> {
                    // Switched off meanwhile: what was found then is the switch's doing.
                    SyncRoutes.refuseIfDisabled(administration);
                    return reply(checks);
                });
    }

    /** No checks: the examination failed in itself. */
    private static String outcome(@Nullable List<Check> checks) {
        return checks == null
                ? ProblemKind.INTERNAL_ERROR.label()
                : checks.stream()
                        .flatMap(check -> check.problem().stream())
                        .findFirst()
                        .map(Problem::type)
                        .orElse("ok");
    }

    private Reply reply(List<Check> checks) {
        return Reply.ok(json.write(
                new DoctorDocument(checks.stream().map(DoctorRoute::document).toList())));
    }

    private static CheckDocument document(Check check) {
        return new CheckDocument(
                check.id(), check.ok(), check.detail(), check.problem().map(RunDocuments::of));
    }
}
