package org.adcache.http.admin;

import static org.adcache.http.RouteHandler.forExchange;
import static org.adcache.http.RouteHandler.forQuery;
import static org.eclipse.jetty.http.HttpMethod.GET;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.api.LivenessDocument;
import org.adcache.api.ReadinessDocument;
import org.adcache.auth.Authenticator;
import org.adcache.auth.RequiredScope;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Json;
import org.adcache.http.QueryParameters;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.UnavailableProblem;
import org.adcache.integration.IntegrationSwitch;
import org.adcache.lookup.LookupService;
import org.adcache.lookup.UnknownReason;

/** {@code /livez} and {@code /readyz}: health checks for probes without a token, so without host names. */
public final class HealthRoutes implements RouteGroup {
    private static final String OFF = "The integration is off; questions are answered with 503.";

    private final LookupService lookup;
    private final IntegrationSwitch integration;
    private final Authenticator authenticator;
    private final Json json;

    public HealthRoutes(LookupService lookup, IntegrationSwitch integration, Authenticator authenticator, Json json) {
        this.lookup = lookup;
        this.integration = integration;
        this.authenticator = authenticator;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(GET, "/livez", RequiredScope.OPEN, forQuery(this::live)),
                new Route(GET, "/readyz", RequiredScope.OPEN, forExchange((context, caller) -> ready(context))));
    }

    /** On the fast path: no shortage of pool threads makes a process that answers questions look dead. */
    BufferedResponse live(Optional<String> query) {
        QueryParameters.parse(query, Set.of());
        return BufferedResponse.ok(json.write(new LivenessDocument(true)));
    }

    /** Ready with a usable copy, or with the integration off, when every query is answered with 503. */
    BufferedResponse ready(Context context) {
        QueryParameters parameters = QueryParameters.of(context, "verbose");
        boolean off = !integration.state().enabled();
        boolean ready = lookup.usable() || off;
        if (parameters.get("verbose").map(HealthRoutes::flag).orElse(false)) {
            return response(
                    ready,
                    Optional.of(List.of(
                            new ReadinessDocument.ReadinessCheck(
                                    "copy", ready, off ? Optional.of(OFF) : Optional.empty()),
                            new ReadinessDocument.ReadinessCheck(
                                    "tokens", authenticator.damage().isEmpty(), Optional.empty()))));
        }
        if (!ready) {
            throw UnavailableProblem.because(
                    lookup.freshness().asOf().isEmpty() ? UnknownReason.NEVER_SYNCED : UnknownReason.TOO_STALE);
        }
        return response(true, Optional.empty());
    }

    private BufferedResponse response(boolean ready, Optional<List<ReadinessDocument.ReadinessCheck>> checks) {
        BufferedResponse response =
                BufferedResponse.of(ready ? 200 : 503, json.write(new ReadinessDocument(ready, checks)));
        return ready ? response : response.header("Retry-After", "5");
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "", "true" -> true;
            case "false" -> false;
            default -> throw HttpProblem.badRequest("verbose is neither true nor false.");
        };
    }
}
