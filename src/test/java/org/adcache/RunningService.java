package org.adcache;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.adcache.auth.Callers;
import org.adcache.config.AdcacheConfig;
import org.adcache.config.ConfigProblem;
import org.adcache.config.ConfigSource;
import org.adcache.config.InvalidConfigException;
import org.adcache.http.OpenApi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole service in this process, whose configuration a test replaces, asked over HTTP. */
final class RunningService implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Service service;
    private volatile AdcacheConfig config;
    private volatile List<ConfigProblem> problems = List.of();
    private final Set<String> documented = ConcurrentHashMap.newKeySet();

    private RunningService(AdcacheConfig config) throws Exception {
        this.config = config;
        ConfigSource source = () -> {
            if (!problems.isEmpty()) {
                throw new InvalidConfigException(problems);
            }
            return this.config;
        };
        service = Service.start(
                config, Optional.of(source), Callers.ON_THIS_MACHINE, Clock.systemUTC(), Optional.empty(), List.of());
    }

    static RunningService start(AdcacheConfig config) throws Exception {
        return new RunningService(config);
    }

    /** An answer: its status and its body. */
    record Got(int status, JsonNode body) {
        String problem() {
            return status / 100 == 2 ? "" : body.path("type").asString("").replace("/problems/", "") + " " + status;
        }
    }

    /** Reloads with another configuration. */
    Got reload(AdcacheConfig next) throws Exception {
        config = next;
        return send("POST", "/v1/reload", "");
    }

    /** Reloads by a signal with another configuration. */
    void signal(AdcacheConfig next) {
        config = next;
        service.reload().signalled();
    }

    /** Reloads by a signal with a configuration that can't be read. */
    void signal(List<ConfigProblem> wrong) {
        problems = wrong;
        try {
            service.reload().signalled();
        } finally {
            problems = List.of();
        }
    }

    /** The lines of the audit log, the oldest first: who, from, what, target and outcome. */
    List<String> audited() throws Exception {
        List<String> lines = new ArrayList<>();
        get("/v1/audit").body().path("items").forEach(item -> lines.add(0, line(item)));
        return lines;
    }

    private static String line(JsonNode item) {
        return String.join(
                " ",
                item.path("who").path("kind").asString() + ":"
                        + item.path("who").path("id").asString(),
                item.path("from").asString("-"),
                item.path("what").asString(),
                item.path("target").asString("-"),
                item.path("outcome").asString());
    }

    /** Reloads with a configuration that can't be read. */
    Got reload(List<ConfigProblem> wrong) throws Exception {
        problems = wrong;
        try {
            return send("POST", "/v1/reload", "");
        } finally {
            problems = List.of();
        }
    }

    /** The body of an answer that is no text. */
    byte[] octets(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.url() + path))
                .timeout(TIMEOUT)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    Got get(String path) throws Exception {
        return send("GET", path, "");
    }

    Got send(String method, String path, String body) throws Exception {
        return send(method, path, HttpRequest.BodyPublishers.ofString(body));
    }

    Got put(String path, byte[] octets) throws Exception {
        return send("PUT", path, HttpRequest.BodyPublishers.ofByteArray(octets));
    }

    private Got send(String method, String path, HttpRequest.BodyPublisher body) throws Exception {
        HttpResponse<String> response = answer(method, path, body);
        return new Got(response.statusCode(), JSON.readTree(response.body().isEmpty() ? "{}" : response.body()));
    }

    /** The answer to a POST as text. */
    String text(String path, String body) throws Exception {
        return answer("POST", path, HttpRequest.BodyPublishers.ofString(body)).body();
    }

    /** The answer to a GET as text. */
    String text(String path) throws Exception {
        return answer("GET", path, HttpRequest.BodyPublishers.noBody()).body();
    }

    Got post(String path, byte[] octets) throws Exception {
        return send("POST", path, HttpRequest.BodyPublishers.ofByteArray(octets));
    }

    private HttpResponse<String> answer(String method, String path, HttpRequest.BodyPublisher body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.url() + path))
                .method(method, body)
                .timeout(TIMEOUT)
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        OpenApi.DOCUMENT
                .check(
                        method,
                        request.uri().getRawPath(),
                        response.statusCode(),
                        response.headers().firstValue("Content-Type").orElse(""),
                        response.body())
                .ifPresent(documented::add);
        return response;
    }

    /** The answers that were given so far, as the OpenAPI document names them: {@code GET /v1/status 200}. */
    Set<String> documented() {
        return Set.copyOf(documented);
    }

    Got lookup(String key) throws Exception {
        return get("/v1/lookup?key=" + URLEncoder.encode(key, StandardCharsets.UTF_8));
    }

    /** {@code found}, or the type of the problem. */
    String outcome(String key) throws Exception {
        Got got = lookup(key);
        return got.status() == 200 ? "found" : got.problem().replaceAll(" .*", "");
    }

    /** What each key is answered with, without generation and age. */
    Map<String, String> answers(List<String> keys) throws Exception {
        Map<String, String> answers = new TreeMap<>();
        for (String key : keys) {
            Got got = lookup(key);
            answers.put(key, got.problem() + got.body().path("accounts"));
        }
        return answers;
    }

    List<JsonNode> runs() throws Exception {
        List<JsonNode> runs = new ArrayList<>();
        get("/v1/sync").body().path("runs").forEach(runs::add);
        return runs;
    }

    JsonNode connection(String id) throws Exception {
        for (JsonNode connection : get("/v1/status").body().path("connections")) {
            if (connection.path("id").asString().equals(id)) {
                return connection;
            }
        }
        throw new AssertionError("no connection " + id);
    }

    /** Waits until every cycle has ended and every connection was read. */
    void awaitSynced() throws Exception {
        await(() -> {
            try {
                boolean idle = runs().stream().allMatch(run -> run.hasNonNull("outcome"));
                JsonNode connections = get("/v1/status").body().path("connections");
                return idle
                        && connections
                                .valueStream()
                                .allMatch(each -> each.hasNonNull("lastSuccess") && !each.hasNonNull("lastError"));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    void await(BooleanSupplier condition) throws Exception {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + TIMEOUT.toSeconds() + " s: "
                        + get("/v1/status").body() + " " + runs());
            }
            Thread.sleep(20);
        }
    }

    Path dataFolder() {
        return config.store().dataFolder();
    }

    @Override
    public void close() {
        service.close();
    }
}
