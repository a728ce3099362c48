package org.adcache.http.query;

import static org.adcache.http.RouteHandler.forBody;
import static org.eclipse.jetty.http.HttpMethod.POST;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.adcache.account.AccountType;
import org.adcache.account.AccountView;
import org.adcache.auth.RequiredScope;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Json;
import org.adcache.http.JsonReader;
import org.adcache.http.JsonWriter;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.problem.CallerText;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.UnavailableProblem;
import org.adcache.http.telemetry.BatchMetrics;
import org.adcache.http.telemetry.RequestResult;
import org.adcache.lookup.Condition;
import org.adcache.lookup.LookupService;
import org.adcache.lookup.MatchAnswer;
import org.adcache.lookup.MatchAnswer.Recipient;
import org.adcache.lookup.MatchQuestion;
import org.adcache.lookup.UnknownReason;

/**
 * {@code POST /v1/match}: which conditions hold for which addresses. {@code explain} adds for each condition that
 * holds the path from the address:
 *
 * <pre>{@code
 * {"address": "jo@example.com", "matches": {"sales": "yes", "boss": "no"},
 *  "explain": {"sales": [{"address": "jo@example.com"},
 *                        {"objectGUID": "…", "type": "user", "cn": "Jo", "distinguishedName": "CN=Jo,…"},
 *                        {"objectGUID": "…", "type": "group", "cn": "Sales", "distinguishedName": "CN=Sales,…"}]}}
 * }</pre>
 */
public final class MatchRoutes implements RouteGroup {
    private static final int MAX_ADDRESSES = 1000;
    private static final int MAX_CONDITIONS = 1000;

    private final LookupService lookup;
    private final Json json;
    private final BatchMetrics addresses;

    /** @param addresses counts the addresses of batches */
    public MatchRoutes(LookupService lookup, Json json, BatchMetrics addresses) {
        this.lookup = lookup;
        this.json = json;
        this.addresses = addresses;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(POST, "/v1/match", RequiredScope.LOOKUP, forBody(this::match)));
    }

    /** {@code {addresses, conditions, explain?}}. */
    BufferedResponse match(byte[] bytes) {
        MatchAnswer answer = lookup.match(json.read(bytes, MatchRoutes::question));
        if (answer instanceof MatchAnswer.Unavailable unavailable) {
            throw UnavailableProblem.because(unavailable.reason(), unavailable.freshness());
        }
        try {
            return answer((MatchAnswer.Matched) answer);
        } catch (CancellationException e) {
            throw UnavailableProblem.because(UnknownReason.INTEGRATION_DISABLED, lookup.freshness());
        }
    }

    private BufferedResponse answer(MatchAnswer.Matched matched) {
        return json.ok(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("results");
            results(out, matched.recipients());
            out.writeEndArray();
            AccountJson.freshness(out, matched.freshness());
            out.writeEndObject();
        });
    }

    /** Each is computed when it is read, so they are counted as they are written. */
    private void results(JsonWriter out, List<Recipient> recipients) {
        int unknown = 0;
        for (Recipient recipient : recipients) {
            result(out, recipient);
            unknown += recipient.reasons().isEmpty() && recipient.bounds().isEmpty() ? 0 : 1;
        }
        addresses.count(RequestResult.UNKNOWN, unknown);
        addresses.count(RequestResult.OK, recipients.size() - unknown);
    }

    private static void result(JsonWriter out, Recipient recipient) {
        out.writeStartObject();
        address(out, recipient);
        out.writeObjectPropertyStart("matches");
        recipient.verdicts().forEach((id, verdict) -> out.writeStringProperty(id, AccountJson.label(verdict)));
        out.writeEndObject();
        if (!recipient.bounds().isEmpty() || !recipient.reasons().isEmpty()) {
            out.writeObjectPropertyStart("reasons");
            recipient.bounds().forEach((id, bound) -> out.writeStringProperty(id, bound.key()));
            recipient.reasons().forEach((id, reason) -> out.writeStringProperty(id, AccountJson.label(reason)));
            out.writeEndObject();
        }
        recipient.paths().ifPresent(paths -> explain(out, recipient, paths));
        if (recipient.pathsLeftOut()) {
            out.writeBooleanProperty("explainTruncated", true);
        }
        out.writeEndObject();
    }

    private static void explain(JsonWriter out, Recipient recipient, Map<String, List<AccountView>> paths) {
        out.writeObjectPropertyStart("explain");
        paths.forEach((id, path) -> {
            out.writeArrayPropertyStart(id);
            out.writeStartObject();
            address(out, recipient);
            out.writeEndObject();
            path.forEach(account -> AccountJson.step(out, account));
            out.writeEndArray();
        });
        out.writeEndObject();
    }

    private static void address(JsonWriter out, Recipient recipient) {
        out.writeStringProperty("address", recipient.address());
    }

    private static MatchQuestion question(JsonReader in) {
        List<String> addresses = List.of();
        Map<String, Condition> conditions = Map.of();
        boolean explain = false;
        in.object("The body");
        while (in.nextField()) {
            String field = in.field();
            switch (field) {
                case "addresses" -> addresses = in.texts("addresses", MAX_ADDRESSES);
                case "conditions" -> conditions = conditions(in);
                case "explain" -> explain = in.bool("explain");
                default -> throw in.unknown(field);
            }
        }
        if (addresses.isEmpty()) {
            throw HttpProblem.badRequest("addresses is missing.");
        }
        if (conditions.isEmpty()) {
            throw HttpProblem.badRequest("conditions is missing.");
        }
        return new MatchQuestion(addresses, conditions, explain);
    }

    private static Map<String, Condition> conditions(JsonReader in) {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        in.object("conditions");
        while (in.nextField()) {
            String id = in.field();
            if (conditions.size() == MAX_CONDITIONS) {
                throw HttpProblem.badRequest("conditions has more than " + MAX_CONDITIONS + " entries.");
            }
            conditions.put(id, condition(in, "conditions." + CallerText.name(id)));
        }
        if (conditions.isEmpty()) {
            throw HttpProblem.badRequest("conditions is empty.");
        }
        return conditions;
    }

    private static Condition condition(JsonReader in, String path) {
        Optional<Condition> condition = Optional.empty();
        in.object(path);
        while (in.nextField()) {
            String field = in.field();
            if (condition.isPresent()) {
                throw exactlyOne(path);
            }
            condition = Optional.of(condition(in, path, field));
        }
        return condition.orElseThrow(() -> exactlyOne(path));
    }

    private static Condition condition(JsonReader in, String path, String field) {
        String here = path + "." + field;
        return switch (field) {
            case "account" -> new Condition.IsAccount(text(in, here));
            case "group" -> new Condition.InGroup(text(in, here));
            case "container" -> new Condition.InContainer(text(in, here));
            case "upnSuffix" -> new Condition.HasUpnSuffix(text(in, here));
            case "type" -> new Condition.IsType(type(in.text(here), here));
            case "known" -> new Condition.IsKnown(in.bool(here));
            default -> throw in.unknown(path, field);
        };
    }

    private static HttpProblem exactlyOne(String path) {
        return HttpProblem.badRequest(
                path + " has not exactly one of account, group, container, upnSuffix, type, known.");
    }

    private static String text(JsonReader in, String path) {
        String text = in.text(path);
        LookupRoutes.check(text, path);
        return text;
    }

    static AccountType type(String name, String path) {
        return Arrays.stream(AccountType.values())
                .filter(type -> type.label().equals(name))
                .findFirst()
                .orElseThrow(() -> HttpProblem.badRequest(path + " is none of user, contact, group."));
    }
}
