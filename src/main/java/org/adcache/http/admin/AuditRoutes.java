package org.adcache.http.admin;

import static org.adcache.http.RouteHandler.forExchange;
import static org.eclipse.jetty.http.HttpMethod.GET;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.adcache.account.ProblemException;
import org.adcache.auth.AuditLog;
import org.adcache.auth.RequiredScope;
import org.adcache.auth.audit.AuditPosition;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Json;
import org.adcache.http.QueryParameters;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.problem.HttpProblem;

/** {@code GET /v1/audit}: the audit log, the newest first. */
public final class AuditRoutes implements RouteGroup {
    private final AuditLog audit;
    private final Json json;

    public AuditRoutes(AuditLog audit, Json json) {
        this.audit = audit;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(GET, "/v1/audit", RequiredScope.ADMIN, forExchange((context, caller) -> page(context))));
    }

    BufferedResponse page(Context context) throws ProblemException {
        Paging paging = Paging.of(QueryParameters.of(context, Paging.LIMIT, Paging.AFTER));
        Optional<AuditPosition> before = paging.after().map(AuditRoutes::position);
        return BufferedResponse.ok(json.write(audit.page(before, paging.limit())));
    }

    private static AuditPosition position(String after) {
        return AuditPosition.parse(after)
                .orElseThrow(() -> HttpProblem.badRequest(Paging.AFTER + " is not the next of an answer."));
    }
}
