package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** HTTP client with the address of a service and a token. */
final class AdcacheClient {
    /** Keys in one bulk request. */
    static final int BULK = 1000;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http;
    private final String address;
    private final String token;

    /** An answer: its status, and its body read as JSON. */
    record Answer(int status, JsonNode body, String text) {
        /** Returns the last part of a problem's type. */
        String problem() {
            String type = body.path("type").asString("");
            return type.substring(type.lastIndexOf('/') + 1);
        }

        Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected status " + expected + ", got " + status + ": " + text);
            }
            return this;
        }
    }

    AdcacheClient(String address, String token) {
        this(address, token, builder(Duration.ofSeconds(10)).build());
    }

    /** A client of a service whose certificate this context trusts, and which may just be starting. */
    AdcacheClient(String address, String token, SSLContext trust) {
        this(address, token, builder(Duration.ofMinutes(1)).sslContext(trust).build());
    }

    private AdcacheClient(String address, String token, HttpClient http) {
        this.address = address;
        this.token = token;
        this.http = http;
    }

    private static HttpClient.Builder builder(Duration connectTimeout) {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(connectTimeout);
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    /** Asks as a page does in the background, which the service's fast path leaves to its other connections. */
    Answer getInBackground(String path) {
        return send(request(path).header("X-Background", "true").GET());
    }

    Answer post(String path, Object body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    Answer post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    Answer put(String path, Object body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofMinutes(1));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            String text = response.body();
            boolean json = text.startsWith("{");
            return new Answer(response.statusCode(), JSON.readTree(json ? text : "{}"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns one result for each key, in order, over as many bulk requests as needed. */
    List<JsonNode> lookup(List<String> keys, String by) {
        return bulk(keys, part -> post("/v1/lookup", Map.of("keys", part, "by", by)));
    }

    /** Returns one result for each address, in order. */
    List<JsonNode> match(List<String> addresses, Map<String, Map<String, Object>> conditions) {
        return bulk(addresses, part -> post("/v1/match", Map.of("addresses", part, "conditions", conditions)));
    }

    private static List<JsonNode> bulk(List<String> keys, Function<List<String>, Answer> question) {
        List<JsonNode> results = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += BULK) {
            List<String> part = keys.subList(from, Math.min(keys.size(), from + BULK));
            question.apply(part).expect(200).body().path("results").forEach(results::add);
        }
        return results;
    }

    /** Returns the cache's part of GET /v1/status. */
    JsonNode cache() {
        return get("/v1/status").expect(200).body().path("cache");
    }

    /** Returns the part of GET /v1/status for the only connection. */
    JsonNode connection() {
        return get("/v1/status").expect(200).body().path("connections").path(0);
    }

    /** Returns the part of GET /v1/status for the connection with this id; an empty node if there is none. */
    JsonNode connection(String id) {
        for (JsonNode connection : get("/v1/status").expect(200).body().path("connections")) {
            if (connection.path("id").asString().equals(id)) {
                return connection;
            }
        }
        return MissingNode.getInstance();
    }

    /** Returns the list of GET /v1/sync, newest first. */
    List<JsonNode> runs() {
        List<JsonNode> runs = new ArrayList<>();
        get("/v1/sync").expect(200).body().path("runs").forEach(runs::add);
        return runs;
    }
}
