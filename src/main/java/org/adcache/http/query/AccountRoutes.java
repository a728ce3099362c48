package org.adcache.http.query;

import static org.adcache.http.RouteHandler.forExchange;
import static org.eclipse.jetty.http.HttpMethod.GET;

import io.javalin.http.Context;
import java.util.List;
import java.util.stream.Stream;
import org.adcache.account.ObjectGuid;
import org.adcache.auth.RequiredScope;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Json;
import org.adcache.http.JsonWriter;
import org.adcache.http.QueryParameters;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.ProblemKind;
import org.adcache.http.problem.UnavailableProblem;
import org.adcache.integration.IntegrationState;
import org.adcache.integration.IntegrationSwitch;
import org.adcache.lookup.LookupService;
import org.adcache.lookup.detail.AccountDetail;
import org.adcache.lookup.detail.GroupPath;
import org.adcache.lookup.principal.Group;

/** {@code GET /v1/accounts/{objectGUID}}: one account, its groups and the way to each, and what is stored of it. */
public final class AccountRoutes implements RouteGroup {
    private final LookupService lookup;
    private final IntegrationSwitch integration;
    private final Json json;

    /** @param integration says since when anything can be stored */
    public AccountRoutes(LookupService lookup, IntegrationSwitch integration, Json json) {
        this.lookup = lookup;
        this.integration = integration;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(
                GET,
                "/v1/accounts/{objectGUID}",
                RequiredScope.LOOKUP,
                forExchange((context, caller) -> account(context))));
    }

    private BufferedResponse account(Context context) {
        QueryParameters.rejectAll(context);
        ObjectGuid guid = ObjectGuid.parse(context.pathParam("objectGUID"))
                .orElseThrow(() -> HttpProblem.badRequest("The path ends with no objectGUID.")
                        .remedy("GET /v1/lookup finds accounts by other keys."));
        AccountDetail detail = lookup.detail(guid);
        if (detail instanceof AccountDetail.Unknown unknown) {
            throw UnavailableProblem.because(unknown.reason(), unknown.freshness());
        }
        if (!(detail instanceof AccountDetail.Found found)) {
            throw new HttpProblem(ProblemKind.NOT_FOUND, "No account has this objectGUID.")
                    .freshness(detail.freshness());
        }
        return BufferedResponse.ok(json.write(out -> write(out, found, integration.state())));
    }

    private static void write(JsonWriter out, AccountDetail.Found found, IntegrationState state) {
        out.writeStartObject();
        AccountJson.property(out, "account", found.account(), found.at());
        out.writeArrayPropertyStart("groups");
        found.groups().forEach(group -> write(out, group));
        out.writeEndArray();
        out.writeBooleanProperty("groupsComplete", found.isComplete());
        if (!found.isComplete()) {
            out.writeArrayPropertyStart("reasons");
            Stream.concat(found.doubts().stream(), found.bounds().stream())
                    .map(AccountJson::label)
                    .forEach(out::writeString);
            out.writeEndArray();
        }
        out.writeObjectPropertyStart("stored");
        out.writeArrayPropertyStart("attributes");
        found.stored().forEach(out::writeString);
        out.writeEndArray();
        if (state.enabled()) {
            out.writeStringProperty("notBefore", state.changedAt().toString());
        }
        found.unchangedSince().ifPresent(since -> out.writeStringProperty("unchangedSince", since.toString()));
        out.writeEndObject();
        AccountJson.freshness(out, found.freshness());
        out.writeEndObject();
    }

    private static void write(JsonWriter out, GroupPath group) {
        out.writeStartObject();
        identity(out, group.group());
        out.writeBooleanProperty("direct", group.isDirect());
        if (group.primary()) {
            out.writeBooleanProperty("primary", true);
        }
        out.writeArrayPropertyStart("path");
        group.path().forEach(step -> {
            out.writeStartObject();
            name(out, step);
            out.writeEndObject();
        });
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void identity(JsonWriter out, Group group) {
        name(out, group);
        out.writeStringProperty("distinguishedName", group.distinguishedName());
    }

    private static void name(JsonWriter out, Group group) {
        out.writeStringProperty("objectGUID", group.objectGuid().toString());
        if (!group.cn().isEmpty()) {
            out.writeStringProperty("cn", group.cn());
        }
    }
}
