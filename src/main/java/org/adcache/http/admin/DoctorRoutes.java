package org.adcache.http.admin;

import static org.adcache.http.RouteHandler.deferred;
import static org.eclipse.jetty.http.HttpMethod.POST;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.adcache.account.ConnectionId;
import org.adcache.api.CheckDocument;
import org.adcache.api.DoctorDocument;
import org.adcache.auth.AuditLog;
import org.adcache.auth.Principal;
import org.adcache.auth.RequiredScope;
import org.adcache.doctor.CheckResult;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Examiner;
import org.adcache.http.Json;
import org.adcache.http.QueryParameters;
import org.adcache.http.RequestBody;
import org.adcache.http.RequestCredentials;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.problem.ProblemKind;
import org.adcache.integration.IntegrationSwitch;
import org.adcache.sync.SyncControl;
import org.jspecify.annotations.Nullable;

/** {@code /v1/doctor/{connection}}: diagnostics of a connection. A run takes long, so no thread waits for it. */
public final class DoctorRoutes implements RouteGroup {
    private final IntegrationSwitch integration;
    private final SyncControl sync;
    private final Examiner examiner;
    private final AuditLog audit;
    private final Json json;

    public DoctorRoutes(IntegrationSwitch integration, SyncControl sync, Examiner examiner, AuditLog audit, Json json) {
        this.integration = integration;
        this.sync = sync;
        this.examiner = examiner;
        this.audit = audit;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(POST, "/v1/doctor/{connection}", RequiredScope.ADMIN, deferred(this::examine)));
    }

    CompletableFuture<BufferedResponse> examine(Context context, Principal caller) {
        QueryParameters.rejectAll(context);
        ConnectionId connection = SyncRoutes.known(sync, context.pathParam("connection"));
        RequestBody.requireNoFields(json, context);
        SyncRoutes.refuseIfDisabled(integration);
        Optional<InetAddress> from = RequestCredentials.addressOf(context);
        return examiner.examine(connection)
                .whenComplete((checks, failure) ->
                        audit.record(caller, from, "doctor", Optional.of(connection.value()), outcome(checks)))
                .thenApply(checks -> {
                    // Disabled meanwhile: failures found then are caused by the switch.
                    SyncRoutes.refuseIfDisabled(integration);
                    return response(checks);
                });
    }

    /** Outcome for the audit log; no checks: the run itself failed. */
    private static String outcome(@Nullable List<CheckResult> checks) {
        return checks == null
                ? ProblemKind.INTERNAL_ERROR.label()
                : checks.stream()
                        .flatMap(check -> check.problem().stream())
                        .findFirst()
                        .map(problem -> problem.type().code())
                        .orElse(AuditLog.OK);
    }

    private BufferedResponse response(List<CheckResult> checks) {
        return BufferedResponse.ok(json.write(
                new DoctorDocument(checks.stream().map(DoctorRoutes::document).toList())));
    }

    private static CheckDocument document(CheckResult check) {
        return new CheckDocument(
                check.id(), check.ok(), check.detail(), check.problem().map(RunDocuments::of));
    }
}
