package org.adcache.http.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.adcache.http.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeaderLimitTest {
    /** A Kerberos ticket of 48,000 bytes in Base64, with its scheme. */
    private static final String TICKET = "Negotiate " + "A".repeat(64_000);

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int status(String request, String authorization) throws Exception {
        String answer = server.raw(
                request + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: " + authorization + "\r\n\r\n");
        return Integer.parseInt(answer.substring(9, 12));
    }

    @Test
    void admitsLargeTicketsWhereTheyAreUsed() throws Exception {
        assertThat(status("POST /v1/session", TICKET)).isEqualTo(401);
        assertThat(status("GET /v1/me", TICKET)).isEqualTo(401);
        assertThat(status("POST /v1/session", "Negotiate " + "A".repeat(90_000)))
                .isEqualTo(431);
    }

    @Test
    void refusesThemElsewhere() throws Exception {
        assertThat(status("GET /v1/status", TICKET)).isEqualTo(431);
        assertThat(status("POST /v1/lookup", TICKET)).isEqualTo(431);
        assertThat(status("GET /v1/lookup?key=a", TICKET)).isEqualTo(431);
        assertThat(status("GET /nowhere", TICKET)).isEqualTo(431);
        assertThat(status("GET /v1/status", "Bearer " + "A".repeat(30_000))).isEqualTo(401);
    }
}
