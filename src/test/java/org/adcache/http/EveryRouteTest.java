package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.adcache.testing.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EveryRouteTest {
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start();
        server.questions.holds("a", People.user(1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
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
                "/metrics",
                "/openapi.yaml",
                "/index.html"
            })
    void answersWhatItDoesNotHaveAsAProblem(String path) {
        for (String method : List.of("GET", "POST", "HEAD")) {
            TestServer.Got got = server.send(server.request(path).method(method, HttpRequest.BodyPublishers.noBody()));
            assertThat(got.status()).isEqualTo(404);
            assertThat(method.equals("HEAD") ? "not-found 404" : got.problem()).isEqualTo("not-found 404");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE,  /v1/lookup,         'GET, HEAD, POST'",
        "PUT,     /v1/match,          POST",
        "GET,     /v1/match,          POST",
        "HEAD,    /v1/match,          POST",
        "POST,    /v1/suggest,        'GET, HEAD'",
        "OPTIONS, /v1/suggest,        'GET, HEAD'",
        "TRACE,   /v1/suggest,        'GET, HEAD'",
        "POST,    /v1/status,         'GET, HEAD'",
        "POST,    /v1/integration,    'GET, HEAD, PUT'",
        "PATCH,   /v1/integration,    'GET, HEAD, PUT'",
        "DELETE,  /v1/sync,           'GET, HEAD, POST'",
        "GET,     /v1/sync/held/corp, POST",
        "POST,    /v1/events,         'GET, HEAD'",
        "GET,     /v1/doctor/corp,    POST",
        "POST,    /livez,             'GET, HEAD'",
        "OPTIONS, /readyz,            'GET, HEAD'",
        "FOO,     /v1/status,         'GET, HEAD'",
        "FOO,     /v1/lookup,         'GET, HEAD, POST'",
    })
    void saysWhichMethodsARouteHas(String method, String path, String allowed) {
        TestServer.Got got =
                server.send(server.request(path, server.admin).method(method, HttpRequest.BodyPublishers.noBody()));
        assertThat(got.status()).isEqualTo(405);
        assertThat(got.header("Allow")
                        .map(text -> Arrays.stream(text.split(", *")).sorted().toList()))
                .contains(List.of(allowed.split(", ")));
        if (!method.equals("HEAD")) {
            assertThat(got.problem()).isEqualTo("method-not-allowed 405");
        }
        assertThat(server.administration.changes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/lookup?key=a",
                "/v1/lookup?key=nobody",
                "/v1/suggest?q=a",
                "/v1/integration",
                "/v1/sync",
                "/v1/status",
                "/livez",
                "/readyz"
            })
    void answersHeadAsGetWithoutTheBody(String path) {
        TestServer.Got get = server.get(path);
        TestServer.Got head =
                server.send(server.request(path, server.admin).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.status()).isEqualTo(get.status());
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Length"))
                .contains(Integer.toString(get.body().getBytes(StandardCharsets.UTF_8).length));
        assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
        assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
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
    @ValueSource(strings = {"/v1/integration?x=1", "/v1/sync?x=1", "/v1/status?x=1", "/livez?x=1", "/readyz?x=1"})
    void refusesAnUnknownParameter(String path) {
        assertThat(server.get(path).detail()).isEqualTo("The parameter x is unknown.");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/lookup",
        "POST, /v1/match",
        "PUT, /v1/integration",
        "POST, /v1/sync/held/corp",
        "POST, /v1/doctor/corp"
    })
    void refusesAnUnknownParameterBesideABody(String method, String path) {
        assertThat(send(method, path + "?x=1", "application/json", "{}").detail())
                .isEqualTo("The parameter x is unknown.");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/lookup",
        "POST, /v1/match",
        "PUT, /v1/integration",
        "POST, /v1/sync/held/corp",
        "POST, /v1/sync",
        "POST, /v1/doctor/corp"
    })
    void readsBodiesAsJsonWhateverTheyAreDeclaredAs(String method, String path) {
        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "Application/JSON;Charset=\"UTF-8\"")) {
            assertThat(send(method, path, type, "{").problem()).as(type).isEqualTo("bad-request 400");
        }
        assertThat(server.send(server.request(path, server.admin)
                                .method(method, HttpRequest.BodyPublishers.ofString("{")))
                        .problem())
                .isEqualTo("bad-request 400");
        assertThat(server.administration.changes()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/lookup",
        "POST, /v1/match",
        "PUT, /v1/integration",
        "POST, /v1/sync/held/corp",
        "POST, /v1/sync",
        "POST, /v1/doctor/corp"
    })
    void takesBodiesOfOneMebibyteAndNoMore(String method, String path) {
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
