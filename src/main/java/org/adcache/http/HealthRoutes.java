package org.adcache.http;

import static org.adcache.http.RouteHandler.forExchange;
import static org.eclipse.jetty.http.HttpMethod.GET;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adcache.api.LivenessDocument;
import org.adcache.api.ReadinessDocument;
import org.adcache.lookup.UnknownReason;

/** {@code /livez} and {@code /readyz}, for probes without a token: no hosts, no names. */
final class HealthRoutes implements RouteGroup {
    private final Questions questions;
    private final Administration administration;
    private final SignIn signIn;
    private final Json json;

    HealthRoutes(Questions questions, Administration administration, SignIn signIn, Json json) {
        this.questions = questions;
        this.administration = administration;
        this.signIn = signIn;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(GET, "/livez", Access.OPEN, forExchange((context, caller) -> live(context))),
                new Route(GET, "/readyz", Access.OPEN, forExchange((context, caller) -> ready(context))));
    }

    Reply live(Context context) {
        QueryParameters.parse(Optional.ofNullable(context.queryString()), Set.of());
        return Reply.ok(json.write(new LivenessDocument(true)));
    }

    /** Ready with a usable copy, or with the integration off, where 503 is the answer to every question. */
    Reply ready(Context context) {
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
            throw Unavailable.because(
                    questions.freshness().asOf().isEmpty() ? UnknownReason.NEVER_SYNCED : UnknownReason.TOO_STALE);
        }
        return reply(true, Optional.empty());
    }

    private Reply reply(boolean ready, Optional<List<ReadinessDocument.Check>> checks) {
        Reply reply = Reply.of(ready ? 200 : 503, json.write(new ReadinessDocument(ready, checks)));
        return ready ? reply : reply.header("Retry-After", "5");
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "", "true" -> true;
            case "false" -> false;
            default -> throw Refusal.badRequest("verbose is neither true nor false.");
        };
    }
}
