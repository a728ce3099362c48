package org.adcache.http;

import static org.adcache.http.RouteHandler.forExchange;
import static org.eclipse.jetty.http.HttpMethod.GET;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.Problem;
import org.adcache.directory.ChangeFeed;
import org.adcache.directory.DeletedObjects;
import org.adcache.lookup.CacheSummary;
import org.adcache.lookup.Freshness;
import org.adcache.sync.ConnectionStatus;
import org.adcache.sync.HeldDraft;
import org.adcache.sync.ServerReport;

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
        return Reply.ok(json.write(out -> {
            out.writeStartObject();
            out.writeStringProperty("version", facts.version());
            out.writeName("integration");
            IntegrationRoutes.write(out, administration.state());
            cache(out, summary, questions.freshness());
            out.writeArrayPropertyStart("connections");
            administration.status().forEach(connection -> connection(out, connection, summary));
            out.writeEndArray();
            damage(out);
            out.writeEndObject();
        }));
    }

    private void damage(JsonOut out) {
        List<Problem> damage = facts.damage().get();
        if (damage.isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("damage");
        damage.forEach(problem -> {
            out.writeStartObject();
            RunJson.fields(out, problem);
            out.writeEndObject();
        });
        out.writeEndArray();
    }

    private void cache(JsonOut out, CacheSummary summary, Freshness freshness) {
        out.writeObjectPropertyStart("cache");
        out.writeNumberProperty("accounts", summary.users() + summary.contacts() + summary.groups());
        out.writeNumberProperty("users", summary.users());
        out.writeNumberProperty("contacts", summary.contacts());
        out.writeNumberProperty("groups", summary.groups());
        out.writeNumberProperty("addresses", summary.addresses());
        out.writeNumberProperty("generation", freshness.generation().number());
        freshness.asOf().ifPresent(at -> out.writeStringProperty("asOf", at.toString()));
        out.writeNumberProperty("bytesOnDisk", facts.bytesOnDisk().getAsLong());
        out.writeEndObject();
    }

    private static void connection(JsonOut out, ConnectionStatus status, CacheSummary summary) {
        out.writeStartObject();
        out.writeStringProperty("id", status.id().value());
        out.writeStringProperty("domain", status.domain());
        status.server().ifPresent(server -> server(out, server, status.domain()));
        status.lastSuccess().ifPresent(at -> out.writeStringProperty("lastSuccess", at.toString()));
        status.lastReconciliation().ifPresent(at -> out.writeStringProperty("lastReconciliation", at.toString()));
        status.lastError().ifPresent(failure -> {
            out.writeObjectPropertyStart("lastError");
            out.writeStringProperty("at", failure.at().toString());
            RunJson.fields(out, failure.problem());
            out.writeEndObject();
        });
        status.nextRun().ifPresent(at -> out.writeStringProperty("nextRun", at.toString()));
        out.writeNumberProperty("duplicates", summary.duplicates().getOrDefault(status.id(), 0));
        status.held().ifPresent(held -> held(out, held));
        out.writeEndObject();
    }

    private static void server(JsonOut out, ServerReport server, String domain) {
        out.writeStringProperty("server", server.server());
        out.writeStringProperty(
                "changeFeed", server.feed() == ChangeFeed.NONE ? "full" : AccountJson.label(server.feed()));
        out.writeObjectPropertyStart("deletedObjects");
        out.writeBooleanProperty("readable", server.readsDeletedObjects());
        if (!server.readsDeletedObjects()) {
            DeletedObjects container = DeletedObjects.of(domain);
            out.writeStringProperty("detail", container.unreadable());
            out.writeStringProperty("remedy", container.grant(Optional.empty()));
        }
        out.writeEndObject();
    }

    private static void held(JsonOut out, HeldDraft held) {
        out.writeObjectPropertyStart("held");
        out.writeStringProperty("heldAt", held.heldAt().toString());
        RunJson.fields(out, held.problem());
        RunJson.changes(out, held.added(), held.changed(), held.removed());
        held.secondOpinion().ifPresent(opinion -> {
            out.writeObjectPropertyStart("secondOpinion");
            out.writeStringProperty("server", opinion.server());
            out.writeNumberProperty("asked", opinion.asked());
            out.writeNumberProperty("visible", opinion.visible());
            out.writeEndObject();
        });
        AccountJson.list(
                out,
                "removedSample",
                held.removedSample().stream().map(Account::view).toList());
        out.writeEndObject();
    }
}
