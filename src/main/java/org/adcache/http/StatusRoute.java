package org.adcache.http;

import static org.adcache.http.RouteHandler.forExchange;
import static org.eclipse.jetty.http.HttpMethod.GET;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Problem;
import org.adcache.api.ReportedProblem;
import org.adcache.api.StatusDocument;
import org.adcache.lookup.CacheSummary;

/** {@code GET /v1/status}: switch, cache and connections, each from the record that its part keeps. */
final class StatusRoute implements RouteGroup {
    private final Questions questions;
    private final Administration administration;
    private final ServiceFacts facts;
    private final Json json;

    StatusRoute(Questions questions, Administration administration, ServiceFacts facts, Json json) {
        this.questions = questions;
        this.administration = administration;
        this.facts = facts;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(GET, "/v1/status", Access.ADMIN, forExchange((context, caller) -> status(context))));
    }

    Reply status(Context context) {
        QueryParameters.parse(Optional.ofNullable(context.queryString()), Set.of());
        CacheSummary summary = questions.summary();
        return Reply.ok(json.write(new StatusDocument(
                facts.version(),
                IntegrationDocuments.of(administration.state()),
                StatusDocuments.cache(
                        summary, questions.freshness(), facts.bytesOnDisk().getAsLong()),
                administration.status().stream()
                        .map(connection -> StatusDocuments.connection(connection, summary))
                        .toList(),
                damage(facts.damage().get()))));
    }

    private static Optional<List<ReportedProblem>> damage(List<Problem> problems) {
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(problems.stream().map(RunDocuments::of).toList());
    }
}
