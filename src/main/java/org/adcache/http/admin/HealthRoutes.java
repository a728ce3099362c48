package org.adcache.http.admin;

import static org.adcache.http.RouteHandler.forExchange;
import static org.eclipse.jetty.http.HttpMethod.GET;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.api.LivenessDocument;
import org.adcache.api.ReadinessDocument;
import org.adcache.auth.Authenticator;
import org.adcache.auth.RequiredScope;
import org.adcache.http.AdminService;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Json;
import org.adcache.http.LookupService;
import org.adcache.http.QueryParameters;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.UnavailableProblem;
import org.adcache.lookup.UnknownReason;

/** {@code /livez} and {@code /readyz}: health checks for probes without a token, so without host names. */
public final class HealthRoutes implements RouteGroup {
    private final LookupService questions;
    private final AdminService administration;
    private final Authenticator signIn;
    private final Json json;

    public HealthRoutes(LookupService questions, AdminService administration, Authenticator signIn, Json json) {
        this.questions = questions;
        this.administration = administration;
        this.signIn = signIn;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(GET, "/livez", RequiredScope.OPEN, forExchange((context, caller) -> live(context))),
                new Route(GET, "/readyz", RequiredScope.OPEN, forExchange((context, caller) -> ready(context))));
    }

    BufferedResponse live(Context context) {
        QueryParameters.parse(Optional.ofNullable(context.queryString()), Set.of());
        return BufferedResponse.ok(json.write(new LivenessDocument(true)));
    }

    /** Ready with a usable copy, or with the integration off, when every query is answered with 503. */
    BufferedResponse ready(Context context) {
        QueryParameters parameters =
                QueryParameters.parse(Optional.ofNullable(context.queryString()), Set.of("verbose"));
        boolean ready = questions.usable() || !administration.state().enabled();
        if (parameters.get("verbose").map(HealthRoutes::flag).orElse(false)) {
            return reply(
                    ready,
                    Optional.of(List.of(
                            new ReadinessDocument.Check("copy", ready),
                            new ReadinessDocument.Check(
                                    "tokens", signIn.damage().isEmpty()))));
        }
        if (!ready) {
            throw UnavailableProblem.because(
                    questions.freshness().asOf().isEmpty() ? UnknownReason.NEVER_SYNCED : UnknownReason.TOO_STALE);
        }
        return reply(true, Optional.empty());
    }

    private BufferedResponse reply(boolean ready, Optional<List<ReadinessDocument.Check>> checks) {
        BufferedResponse reply =
                BufferedResponse.of(ready ? 200 : 503, json.write(new ReadinessDocument(ready, checks)));
        return ready ? reply : reply.header("Retry-After", "5");
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "", "true" -> true;
            case "false" -> false;
            default -> throw HttpProblem.badRequest("verbose is neither true nor false.");
        };
    }
}
