package org.adcache.http.query;

import static org.adcache.http.RouteHandler.forBody;
import static org.adcache.http.RouteHandler.forQuery;
import static org.eclipse.jetty.http.HttpMethod.GET;
import static org.eclipse.jetty.http.HttpMethod.POST;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.auth.RequiredScope;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Json;
import org.adcache.http.JsonReader;
import org.adcache.http.JsonWriter;
import org.adcache.http.QueryParameters;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.ProblemKind;
import org.adcache.http.problem.UnavailableProblem;
import org.adcache.http.telemetry.BatchMetrics;
import org.adcache.http.telemetry.RequestResult;
import org.adcache.lookup.KeyKind;
import org.adcache.lookup.LookupResult;
import org.adcache.lookup.LookupResults;
import org.adcache.lookup.LookupService;

/** {@code /v1/lookup}: the owner of a key, or of each of up to 1000 keys. */
public final class LookupRoutes implements RouteGroup {
    static final int MAX_KEY = 2048;
    private static final int MAX_KEYS = 1000;
    private static final Set<String> PARAMETERS = Set.of("key", "by");

    private final LookupService lookup;
    private final Json json;
    private final BatchMetrics keys;

    /** @param keys counts the keys of batches */
    public LookupRoutes(LookupService lookup, Json json, BatchMetrics keys) {
        this.lookup = lookup;
        this.json = json;
        this.keys = keys;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(GET, "/v1/lookup", RequiredScope.LOOKUP, forQuery(this::one)),
                new Route(POST, "/v1/lookup", RequiredScope.LOOKUP, forBody(this::many)));
    }

    private record Batch(List<String> keys, Optional<KeyKind> by) {}

    /** {@code GET ?key=K[&by=B]}. */
    BufferedResponse one(Optional<String> query) {
        QueryParameters parameters = QueryParameters.parse(query, PARAMETERS);
        String key = parameters.get("key").orElseThrow(() -> HttpProblem.badRequest("key is missing."));
        check(key, "key");
        LookupResults results = lookup.find(List.of(key), parameters.get("by").map(LookupRoutes::kind));
        LookupResult answer = results.answers().get(0);
        if (answer instanceof LookupResult.Unknown unknown) {
            throw UnavailableProblem.because(unknown.reason(), results.freshness());
        }
        if (!(answer instanceof LookupResult.Found found)) {
            throw new HttpProblem(ProblemKind.NOT_FOUND, "No account has this key.").freshness(results.freshness());
        }
        return json.ok(out -> {
            out.writeStartObject();
            out.writeBooleanProperty("found", true);
            AccountJson.list(out, "accounts", found.accounts(), results.at());
            AccountJson.freshness(out, results.freshness());
            out.writeEndObject();
        });
    }

    /** {@code POST {keys, by?}}. */
    BufferedResponse many(byte[] bytes) {
        Batch body = json.read(bytes, LookupRoutes::body);
        LookupResults results = lookup.find(body.keys(), body.by());
        if (results.unavailable().isPresent()) {
            throw UnavailableProblem.because(results.unavailable().get(), results.freshness());
        }
        count(results.answers());
        return json.ok(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("results");
            for (int i = 0; i < body.keys().size(); i++) {
                result(out, body.keys().get(i), results.answers().get(i), results.at());
            }
            out.writeEndArray();
            AccountJson.freshness(out, results.freshness());
            out.writeEndObject();
        });
    }

    private void count(List<LookupResult> answers) {
        int found = 0;
        int unknown = 0;
        for (LookupResult answer : answers) {
            if (answer instanceof LookupResult.Found) {
                found++;
            } else if (answer instanceof LookupResult.Unknown) {
                unknown++;
            }
        }
        keys.count(RequestResult.FOUND, found);
        keys.count(RequestResult.UNKNOWN, unknown);
        keys.count(RequestResult.NOT_FOUND, answers.size() - found - unknown);
    }

    private static void result(JsonWriter out, String key, LookupResult answer, Instant now) {
        out.writeStartObject();
        out.writeStringProperty("key", key);
        if (answer instanceof LookupResult.Unknown) {
            out.writeStringProperty("found", "unknown");
        } else {
            out.writeBooleanProperty("found", answer instanceof LookupResult.Found);
        }
        AccountJson.list(
                out, "accounts", answer instanceof LookupResult.Found found ? found.accounts() : List.of(), now);
        out.writeEndObject();
    }

    private static Batch body(JsonReader in) {
        List<String> keys = List.of();
        Optional<KeyKind> by = Optional.empty();
        in.object("The body");
        while (in.nextField()) {
            String field = in.field();
            switch (field) {
                case "keys" -> keys = in.texts("keys", MAX_KEYS);
                case "by" -> by = Optional.of(kind(in.text("by")));
                default -> throw in.unknown(field);
            }
        }
        if (keys.isEmpty()) {
            throw HttpProblem.badRequest("keys is missing.");
        }
        for (int i = 0; i < keys.size(); i++) {
            if (isBad(keys.get(i))) {
                check(keys.get(i), "keys[" + i + "]");
            }
        }
        return new Batch(keys, by);
    }

    private static KeyKind kind(String name) {
        return KeyKind.parse(name)
                .orElseThrow(() -> HttpProblem.badRequest("by is none of " + String.join(", ", KeyKind.names()) + "."));
    }

    private static boolean isBad(String key) {
        return key.isBlank() || key.length() > MAX_KEY;
    }

    /** Rejects what can't be a key or part of a condition. */
    static void check(String key, String path) {
        if (isBad(key)) {
            throw HttpProblem.badRequest(
                    path + (key.isBlank() ? " is empty." : " is longer than " + MAX_KEY + " characters."));
        }
    }
}
