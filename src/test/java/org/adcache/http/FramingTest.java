package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.adcache.testing.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that another server might read differently. */
class FramingTest {
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

    /** On the fast path, in Jetty with a core handler, and in Javalin. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/lookup?key=a HTTP/1.1\nHost: a\n{token}\n\n",
                "GET /v1/lookup?key=a HTTP/1.1\r\nHost: a\n{token}\r\n\r\n",
                "GET /v1/lookup?key=a HTTP/1.1\r\nHost: a\r\n{token}\r\n\n",
                "GET /v1/lookup?key=a HTTP/1.1\nHost: a\nConnection: close\n{token}\n\n",
                "GET /v1/status HTTP/1.1\nHost: a\n{token}\n\n",
                "POST /v1/lookup HTTP/1.1\nHost: a\n{token}\nContent-Length: 14\n\n{keys}",
                "POST /v1/lookup HTTP/1.1\r\nHost: a\r\n{token}\r\nTransfer-Encoding: chunked\r\n\r\ne\n{keys}\n0\n\n"
            })
    void refusesALineThatEndsWithoutCarriageReturn(String request) throws Exception {
        assertThat(raw(request)).startsWith("HTTP/1.1 400 ").contains("/problems/bad-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/lookup", "/v1/sync", "/nowhere"})
    void refusesTransferEncodingInHttp10(String path) throws Exception {
        String request = "POST " + path + " HTTP/1.0\r\nHost: a\r\n{token}\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "e\r\n{\"keys\":[\"a\"]}\r\n0\r\n\r\n";
        assertThat(raw(request)).startsWith("HTTP/1.1 400 ").contains("/problems/bad-request", "Connection: close");
    }

    @Test
    void acceptsHttp10Without() throws Exception {
        assertThat(raw("GET /v1/lookup?key=a HTTP/1.0\r\nHost: a\r\n{token}\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    private String raw(String request) throws Exception {
        return server.raw(request.replace("{token}", "Authorization: Bearer " + server.admin)
                .replace("{keys}", "{\"keys\":[\"a\"]}"));
    }

    @Test
    void refusesABodyInAnotherEncoding() {
        for (Charset charset : List.of(
                StandardCharsets.UTF_16,
                StandardCharsets.UTF_16BE,
                StandardCharsets.UTF_16LE,
                Charset.forName("UTF-32BE"),
                Charset.forName("UTF-32LE"))) {
            TestServer.Got got = server.send(server.request("/v1/lookup", server.admin)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"keys\":[\"a\"]}", charset)));
            assertThat(got.problem()).as("%s", charset).isEqualTo("bad-request 400");
            assertThat(got.detail()).contains("UTF-8");
        }
        TestServer.Got marked = server.post("/v1/lookup", "\uFEFF{\"keys\":[\"a\"]}");
        assertThat(marked.status()).isEqualTo(200);
    }
}
