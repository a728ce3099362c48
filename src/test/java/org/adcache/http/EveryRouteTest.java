package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adcache.testing.People;
import org.eclipse.jetty.http.HttpMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EveryRouteTest {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO");

    /**
     * Expectation for a route.
     *
     * @param example a path that it answers
     * @param callers answer to a caller without a token, and with one of scope lookup, suggest and admin: - for 401, x
     *     for 403, + for admitted
     */
    private record Expected(String example, String callers) {}

    /** Keyed by the name of the route in the table. */
    private static final Map<String, Expected> EXPECTED = Map.ofEntries(
            Map.entry("GET /v1/lookup", new Expected("/v1/lookup?key=a", "-+x+")),
            Map.entry("POST /v1/lookup", new Expected("/v1/lookup", "-+x+")),
            Map.entry("POST /v1/match", new Expected("/v1/match", "-+x+")),
            Map.entry("GET /v1/suggest", new Expected("/v1/suggest?q=a", "-x++")),
            Map.entry(
                    "GET /v1/accounts/{objectGUID}",
                    new Expected("/v1/accounts/00000000-0000-0000-0000-000000000001", "-+x+")),
            Map.entry("GET /v1/duplicates", new Expected("/v1/duplicates?limit=1", "-xx+")),
            Map.entry("GET /v1/integration", new Expected("/v1/integration", "-+++")),
            Map.entry("PUT /v1/integration", new Expected("/v1/integration", "-xx+")),
            Map.entry("GET /v1/sync", new Expected("/v1/sync", "-xx+")),
            Map.entry("POST /v1/sync", new Expected("/v1/sync", "-xx+")),
            Map.entry("POST /v1/sync/held/{connection}", new Expected("/v1/sync/held/corp", "-xx+")),
            Map.entry("GET /v1/events", new Expected("/v1/events", "-xx+")),
            Map.entry("GET /v1/status", new Expected("/v1/status", "-xx+")),
            Map.entry("GET /v1/audit", new Expected("/v1/audit?limit=1", "-xx+")),
            Map.entry("GET /v1/ignored", new Expected("/v1/ignored?limit=1", "-xx+")),
            Map.entry("GET /v1/access", new Expected("/v1/access", "-xx+")),
            Map.entry("DELETE /v1/sessions/{id}", new Expected("/v1/sessions/0123456789abcdef", "-xx+")),
            Map.entry("GET /v1/data-inventory", new Expected("/v1/data-inventory", "-xx+")),
            Map.entry("GET /v1/diagnostics", new Expected("/v1/diagnostics", "-xx+")),
            Map.entry("POST /v1/doctor/{connection}", new Expected("/v1/doctor/corp", "-xx+")),
            Map.entry("POST /v1/session", new Expected("/v1/session", "-+++")),
            Map.entry("DELETE /v1/session", new Expected("/v1/session", "-+++")),
            Map.entry("GET /v1/me", new Expected("/v1/me", "-+++")),
            Map.entry("GET /v1/tokens", new Expected("/v1/tokens", "-xx+")),
            Map.entry("POST /v1/tokens", new Expected("/v1/tokens", "-xx+")),
            Map.entry("DELETE /v1/tokens/{id}", new Expected("/v1/tokens/00000000", "-xx+")),
            Map.entry("POST /v1/reload", new Expected("/v1/reload", "-xx+")),
            Map.entry("GET /v1/connections", new Expected("/v1/connections", "-xx+")),
            Map.entry("PUT /v1/connections/{id}", new Expected("/v1/connections/lab", "-xx+")),
            Map.entry("DELETE /v1/connections/{id}", new Expected("/v1/connections/lab", "-xx+")),
            Map.entry("PUT /v1/connections/{id}/keytab", new Expected("/v1/connections/lab/keytab", "-xx+")),
            Map.entry("PUT /v1/connections/{id}/trust", new Expected("/v1/connections/lab/trust", "-xx+")),
            Map.entry("DELETE /v1/connections/{id}/trust", new Expected("/v1/connections/lab/trust", "-xx+")),
            Map.entry("POST /v1/connections/discover", new Expected("/v1/connections/discover", "-xx+")),
            Map.entry("POST /v1/keytab", new Expected("/v1/keytab", "-xx+")),
            Map.entry("POST /v1/connections/test", new Expected("/v1/connections/test", "-xx+")),
            Map.entry("POST /v1/connections/preview", new Expected("/v1/connections/preview", "-xx+")),
            Map.entry("GET /livez", new Expected("/livez", "++++")),
            Map.entry("GET /metrics", new Expected("/metrics", "++++")),
            Map.entry("GET /readyz", new Expected("/readyz?verbose", "++++")),
            Map.entry("GET /", new Expected("/", "++++")),
            Map.entry("GET /demo", new Expected("/demo", "++++")),
            Map.entry("GET /ui/{file}", new Expected("/ui/app.js", "++++")),
            Map.entry("GET /ui/{folder}/{file}", new Expected("/ui/parts/dialog.js", "++++")),
            Map.entry("GET /problems/{code}", new Expected("/problems/not-found", "++++")),
            Map.entry("GET /openapi.yaml", new Expected("/openapi.yaml", "++++")),
            Map.entry("GET /docs", new Expected("/docs", "++++")),
            Map.entry("GET /docs/{version}/{file}", new Expected("/docs/5.35.0/swagger-ui.css", "++++")));

    private TestServer server;

    static List<Route> routes() {
        return TestRoutes.all();
    }

    static Stream<Route> routesThatAreRead() {
        return routes().stream().filter(route -> route.method() == HttpMethod.GET);
    }

    /** Routes with a mandatory or optional body of JSON. */
    static Stream<Route> routesWithBodies() {
        return routes().stream()
                .filter(route -> route.method() != HttpMethod.GET)
                .filter(route -> !route.path().endsWith("/keytab"))
                .filter(route -> !route.toString().equals("PUT /v1/connections/{id}/trust"));
    }

    static Stream<String> paths() {
        return routes().stream().map(EveryRouteTest::path).distinct();
    }

    private static Expected expected(Route route) {
        return Optional.ofNullable(EXPECTED.get(route.toString()))
                .orElseThrow(() -> new AssertionError("nothing is expected of " + route));
    }

    static String example(Route route) {
        return expected(route).example();
    }

    private static String path(Route route) {
        return expected(route).example().replaceFirst("\\?.*", "");
    }

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start();
        server.questions.holds("a", People.user(1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void isInTheTableAndNoOtherIs() {
        assertThat(routes()).extracting(Route::toString).containsExactlyInAnyOrderElementsOf(EXPECTED.keySet());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void admitsWhomItShould(Route route) {
        String method = route.method().asString();
        assertThat(admitted(method, route)).isEqualTo(expected(route).callers());
        if (method.equals("GET")) {
            assertThat(admitted("HEAD", route)).isEqualTo(expected(route).callers());
        }
    }

    private String admitted(String method, Route route) {
        String path = expected(route).example();
        return Stream.of(
                        server.request(path),
                        server.request(path, server.lookup),
                        server.request(path, server.suggest),
                        server.request(path, server.admin))
                .map(request -> admitted(CLIENT, method, request))
                .collect(Collectors.joining());
    }

    static String admitted(HttpClient client, String method, HttpRequest.Builder request) {
        HttpResponse<InputStream> head = head(client, method, request);
        int status = head.statusCode();
        assertThat(status).isLessThan(500);
        if (status == 401) {
            assertThat(head.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer realm=\"adcache\"");
        }
        return status == 401 ? "-" : status == 403 ? "x" : "+";
    }

    /** The answer without its body, which may be endless. */
    private static HttpResponse<InputStream> head(HttpClient client, String method, HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> response = client.send(
                    request.method(method, HttpRequest.BodyPublishers.noBody()).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            response.body().close();
            return response;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1",
                "/v1/",
                "/v1/lookup/",
                "/v1/lookup/a",
                "/V1/lookup",
                "/v1/status/",
                "/v1/sync/held",
                "/v1/sync/held/corp/more",
                "/v1/events/",
                "/v1/doctor",
                "/v1/doctor/corp/tls",
                "/openapi.json",
                "/docs/",
                "/docs/5.35.0",
                "/index.html",
                "/ui",
                "/ui/"
            })
    void answersWhatItDoesNotHaveAsAProblem(String path) {
        for (String method : List.of("GET", "POST", "HEAD")) {
            TestServer.Got got = server.send(server.request(path).method(method, HttpRequest.BodyPublishers.noBody()));
            assertThat(got.status()).isEqualTo(404);
            assertThat(method.equals("HEAD") ? "not-found 404" : got.problem()).isEqualTo("not-found 404");
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void saysWhichMethodsAPathHas(String path) {
        Set<String> allowed = new TreeSet<>();
        routes().stream()
                .filter(route -> path.matches(
                        route.path().replaceAll("\\{[a-zA-Z]+}", "[^/]+").replaceAll("<[a-z]+>", ".+")))
                .forEach(route -> allowed.add(route.method().asString()));
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        METHODS.stream().filter(method -> !allowed.contains(method)).forEach(method -> {
            TestServer.Got got =
                    server.send(server.request(path, server.admin).method(method, HttpRequest.BodyPublishers.noBody()));
            assertThat(got.status()).as(method).isEqualTo(405);
            assertThat(got.header("Allow")
                            .map(text ->
                                    Arrays.stream(text.split(", *")).sorted().toList()))
                    .as(method)
                    .contains(List.copyOf(allowed));
            assertThat(method.equals("HEAD") ? "method-not-allowed 405" : got.problem())
                    .isEqualTo("method-not-allowed 405");
        });
        assertThat(server.controls.changes()).isZero();
    }

    @ParameterizedTest
    @MethodSource("routesThatAreRead")
    void answersHeadAsGetWithoutTheBody(Route route) {
        HttpResponse<InputStream> get =
                head(CLIENT, "GET", server.request(expected(route).example(), server.admin));
        TestServer.Got head = server.send(server.request(expected(route).example(), server.admin)
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.status()).isEqualTo(get.statusCode());
        assertThat(head.body()).isEmpty();
        for (String header : List.of("Content-Type", "ETag", "Cache-Control")) {
            assertThat(head.header(header)).as(header).isEqualTo(get.headers().firstValue(header));
        }
        if (!(route.handler() instanceof RouteHandler.Stream)) {
            assertThat(head.header("Content-Length"))
                    .isPresent()
                    .isEqualTo(get.headers().firstValue("Content-Length"));
        }
    }

    @Test
    void answersHeadOfAProblemAsGetWithoutTheBody() {
        TestServer.Got get = server.get("/v1/lookup?key=nobody");
        TestServer.Got head = server.send(server.request("/v1/lookup?key=nobody", server.admin)
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.status()).isEqualTo(404);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Length"))
                .contains(Integer.toString(get.body().getBytes(StandardCharsets.UTF_8).length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/lookup?key=a", "/v1/lookup", "/v1/status", "/v1/integration", "/livez", "/nowhere"})
    void isNeverKeptByCachesAndTellsNothingOfTheServer(String path) {
        TestServer.Got got = server.send(server.request(path, server.admin).header("Origin", "https://other.example"));
        assertThat(got.header("Cache-Control")).contains("no-store");
        assertThat(got.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(got.header("Server")).isEmpty();
        assertThat(got.header("X-Powered-By")).isEmpty();
        assertThat(got.header("Set-Cookie")).isEmpty();
        assertThat(got.response().headers().map().keySet())
                .noneMatch(name -> name.startsWith("access-control") || name.startsWith("Access-Control"));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void refusesAnUnknownParameter(Route route) {
        String example = expected(route).example();
        assertThat(send(
                                route.method().asString(),
                                example + (example.contains("?") ? "&x=1" : "?x=1"),
                                HttpRequest.BodyPublishers.noBody())
                        .detail())
                .isEqualTo("The parameter x is unknown.");
        assertThat(server.controls.changes()).isZero();
    }

    @ParameterizedTest
    @MethodSource("routesWithBodies")
    void readsBodiesAsJsonWhateverTheyAreDeclaredAs(Route route) {
        String method = route.method().asString();
        String path = expected(route).example();
        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "Application/JSON;Charset=\"UTF-8\"")) {
            assertThat(send(method, path, type, "{").problem()).as(type).isEqualTo("bad-request 400");
        }
        assertThat(server.send(server.request(path, server.admin)
                                .method(method, HttpRequest.BodyPublishers.ofString("{")))
                        .problem())
                .isEqualTo("bad-request 400");
        assertThat(server.controls.changes()).isZero();
    }

    /** An overlong form of the letter a, which Jackson reads as one, and UTF-16. */
    @ParameterizedTest
    @MethodSource("routesWithBodies")
    void refusesBodiesThatAreNoUtf8(Route route) {
        byte[] overlong = "{\"dom\u00c1\u00a1in\":\"corp.example\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] utf16 = "{\"domain\":\"corp.example\"}".getBytes(StandardCharsets.UTF_16LE);
        for (byte[] body : List.of(overlong, utf16)) {
            TestServer.Got got = send(
                    route.method().asString(), expected(route).example(), HttpRequest.BodyPublishers.ofByteArray(body));
            assertThat(got.problem()).isEqualTo("bad-request 400");
            assertThat(got.body()).contains("UTF-8");
        }
        assertThat(server.controls.changes()).isZero();
    }

    @ParameterizedTest
    @MethodSource("routesWithBodies")
    void takesBodiesOfOneMebibyteAndNoMore(Route route) {
        String method = route.method().asString();
        String path = expected(route).example();
        byte[] body = new byte[(1 << 20) + 1];
        Arrays.fill(body, (byte) ' ');
        for (int length : List.of(1 << 20, (1 << 20) + 1)) {
            String expected = length > 1 << 20 ? "payload-too-large 413" : "bad-request 400";
            assertThat(send(method, path, HttpRequest.BodyPublishers.ofByteArray(body, 0, length))
                            .problem())
                    .isEqualTo(expected);
            assertThat(send(
                                    method,
                                    path,
                                    HttpRequest.BodyPublishers.ofInputStream(
                                            () -> new ByteArrayInputStream(body, 0, length)))
                            .problem())
                    .isEqualTo(expected);
        }
    }

    @Test
    void answersAFailureOfOursWithoutTellingWhatItWas() {
        server.questions.failure = Optional.of(new IllegalStateException("jo@corp.example is odd"));
        TestServer.Got got = server.get("/v1/lookup?key=jo@corp.example");
        assertThat(got.problem()).isEqualTo("internal-error 500");
        assertThat(got.body()).doesNotContain("jo@corp", "Exception", "at org");
    }

    private TestServer.Got send(String method, String path, HttpRequest.BodyPublisher body) {
        return server.send(server.request(path, server.admin)
                .header("Content-Type", "application/json")
                .method(method, body));
    }

    private TestServer.Got send(String method, String path, String type, String body) {
        return server.send(server.request(path, server.admin)
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }
}
