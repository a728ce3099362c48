package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsRebindingFilterTest {
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.demo();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void needsNoToken() {
        assertThat(server.send(server.request("/v1/status")).status()).isEqualTo(200);
        assertThat(server.send(server.request("/v1/lookup?key=a")).status()).isEqualTo(404);
        assertThat(server.put("/v1/integration", "{\"enabled\":false}").status())
                .isEqualTo(200);
        assertThat(server.audited).singleElement().asString().contains("\"who\":{\"kind\":\"local\",\"id\":\"local\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8636", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:8636"})
    void answersUnderLoopbackNames(String host) throws Exception {
        for (String path : new String[] {"/v1/lookup?key=a", "/v1/status", "/livez"}) {
            assertThat(ask(path, "Host: " + host)).doesNotStartWith("HTTP/1.1 403");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example:8636",
                "localhost:80:80",
                "127.0.0.2",
                "[::2]",
                "0.0.0.0",
                "localhost@evil.example",
                ""
            })
    void refusesEveryOtherName(String host) throws Exception {
        for (String path : new String[] {"/v1/lookup?key=a", "/v1/status", "/livez", "/nowhere"}) {
            assertThat(ask(path, "Host: " + host)).matches("(?s)HTTP/1.1 (403|400) .*application/problem\\+json.*");
        }
    }

    @Test
    void refusesAnAddressOfAnotherNameAsTarget() throws Exception {
        assertThat(ask("http://evil.example/v1/status", "Host: localhost")).matches("(?s)HTTP/1.1 (403|400) .*");
    }

    @Test
    void refusesRequestsOfPagesOfOtherSites() throws Exception {
        assertThat(ask("/v1/status", "Host: localhost\r\nOrigin: https://evil.example"))
                .startsWith("HTTP/1.1 403")
                .contains("does not answer pages of other sites");
        assertThat(ask("/v1/status", "Host: localhost\r\nOrigin: null")).startsWith("HTTP/1.1 403");
        assertThat(ask("/v1/status", "Host: localhost\r\nOrigin: http://localhost:8636"))
                .startsWith("HTTP/1.1 200");
    }

    private String ask(String target, String headers) throws Exception {
        return server.raw("GET " + target + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n");
    }
}
