package org.adcache.http.admin;

import static org.adcache.http.RouteHandler.deferred;
import static org.eclipse.jetty.http.HttpMethod.POST;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.adcache.account.ConnectionId;
import org.adcache.api.CheckDocument;
import org.adcache.api.DoctorDocument;
import org.adcache.auth.AuditLog;
import org.adcache.auth.Principal;
import org.adcache.auth.RequiredScope;
import org.adcache.doctor.CheckResult;
import org.adcache.http.AdminService;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Examiner;
import org.adcache.http.Json;
import org.adcache.http.QueryParameters;
import org.adcache.http.RequestBody;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.problem.ProblemKind;
import org.jspecify.annotations.Nullable;

/** {@code /v1/doctor/{connection}}: an examination. It takes long, so no thread waits for it. */
public final class DoctorRoutes implements RouteGroup {
    private final AdminService administration;
    private final Examiner examiner;
    private final AuditLog audit;
    private final Json json;

    public DoctorRoutes(AdminService administration, Examiner examiner, AuditLog audit, Json json) {
        this.administration = administration;
        this.examiner = examiner;
        this.audit = audit;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(POST, "/v1/doctor/{connection}", RequiredScope.ADMIN, deferred(this::examine)));
    }

    CompletableFuture<BufferedResponse> examine(Context context, Principal caller) {
        QueryParameters.parse(Optional.ofNullable(context.queryString()), Set.of());
        ConnectionId connection = SyncRoutes.known(administration, context.pathParam("connection"));
        SyncRoutes.noFields(json, RequestBody.readIfAny(context));
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
    private static String outcome(@Nullable List<CheckResult> checks) {
        return checks == null
                ? ProblemKind.INTERNAL_ERROR.label()
                : checks.stream()
                        .flatMap(check -> check.problem().stream())
                        .findFirst()
                        .map(problem -> problem.type().code())
                        .orElse("ok");
    }

    private BufferedResponse reply(List<CheckResult> checks) {
        return BufferedResponse.ok(json.write(
                new DoctorDocument(checks.stream().map(DoctorRoutes::document).toList())));
    }

    private static CheckDocument document(CheckResult check) {
        return new CheckDocument(
                check.id(), check.ok(), check.detail(), check.problem().map(RunDocuments::of));
    }
}
