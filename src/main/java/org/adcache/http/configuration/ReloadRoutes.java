package org.adcache.http.configuration;

import static org.adcache.http.RouteHandler.forExchange;
import static org.eclipse.jetty.http.HttpMethod.POST;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import org.adcache.account.ProblemException;
import org.adcache.api.configuration.RefusedConfiguration;
import org.adcache.auth.Principal;
import org.adcache.auth.RequiredScope;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Json;
import org.adcache.http.QueryParameters;
import org.adcache.http.RequestBody;
import org.adcache.http.RequestCredentials;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.problem.ProblemKind;

/** {@code /v1/reload}: the configuration is read again. */
public final class ReloadRoutes implements RouteGroup {
    private final Reloader reloader;
    private final Json json;

    public ReloadRoutes(Reloader reloader, Json json) {
        this.reloader = reloader;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(POST, "/v1/reload", RequiredScope.ADMIN, forExchange(this::reload)));
    }

    BufferedResponse reload(Context context, Principal caller) throws ProblemException {
        QueryParameters.rejectAll(context);
        RequestBody.requireNoFields(json, context);
        try {
            return BufferedResponse.ok(json.write(reloader.reload(caller, RequestCredentials.addressOf(context))));
        } catch (ConfigurationRefusedException e) {
            return refused(json, e);
        }
    }

    /** The answer that lists every problem of a configuration. */
    static BufferedResponse refused(Json json, ConfigurationRefusedException refused) {
        int count = refused.problems().size();
        RefusedConfiguration document = new RefusedConfiguration(
                "/problems/" + ProblemKind.CONFIGURATION.label(),
                ProblemKind.CONFIGURATION.title(),
                ProblemKind.CONFIGURATION.status(),
                "The configuration has " + (count == 1 ? "a problem" : count + " problems") + ". Nothing was changed.",
                "Correct what the list names, then try again.",
                refused.problems());
        return new BufferedResponse(
                ProblemKind.CONFIGURATION.status(), "application/problem+json", json.write(document), Map.of());
    }
}
