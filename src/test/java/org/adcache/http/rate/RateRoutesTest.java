package org.adcache.http.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.adcache.http.HttpLimits;
import org.adcache.http.TestServer;
import org.adcache.testing.People;
import org.junit.jupiter.api.Test;

class RateRoutesTest {
    private static final Rate TWO = new Rate(2, Rate.Unit.SECOND);
    private static final RateLimits DEFAULTS = RateLimits.DEFAULTS;

    @Test
    void suggestionsBeyondTheirRateAreRefusedUntilTimeHasPassed() throws Exception {
        try (TestServer server = limited(new RateLimits(Optional.of(TWO), DEFAULTS.signIn(), none(), none()))) {
            for (int i = 0; i < 4; i++) {
                assertThat(suggest(server, server.suggest).status()).isEqualTo(200);
            }
            TestServer.Got refused = suggest(server, server.suggest);
            assertThat(refused.problem()).isEqualTo("too-many-requests 429");
            assertThat(refused.header("Retry-After")).contains("1");
            assertThat(refused.detail()).isEqualTo("This caller asks for more suggestions than 2/s.");
            assertThat(refused.json().get("remedy").asString()).contains("http.limits.suggest");
            assertThat(suggest(server, server.admin).status())
                    .as("another caller")
                    .isEqualTo(200);
            assertThat(lookup(server, server.lookup).status())
                    .as("another route")
                    .isEqualTo(200);
            server.clock.advance(Duration.ofMillis(500));
            assertThat(suggest(server, server.suggest).status()).isEqualTo(200);
            assertThat(suggest(server, server.suggest).status()).isEqualTo(429);
            assertThat(refused(server, "http.limits.suggest")).isEqualTo(2);
        }
    }

    @Test
    void tokensAreSharedByManyPersonsAndNotLimitedUnlessConfigured() throws Exception {
        try (TestServer server = limited(DEFAULTS)) {
            for (int i = 0; i < 100; i++) {
                assertThat(suggest(server, server.suggest).status()).isEqualTo(200);
            }
        }
    }

    /** On the fast path, where Jetty reads a body, and by Javalin. */
    @Test
    void allRequestsOfACallerCountTogetherWhateverTheirRoute() throws Exception {
        try (TestServer server = limited(new RateLimits(none(), DEFAULTS.signIn(), Optional.of(TWO), none()))) {
            server.questions.holds("a", People.user(1));
            assertThat(lookup(server, server.admin).status()).isEqualTo(200);
            assertThat(server.post("/v1/lookup", "{\"keys\":[\"a\"]}").status()).isEqualTo(200);
            assertThat(server.get("/v1/status").status()).isEqualTo(200);
            assertThat(server.get("/v1/integration").status()).isEqualTo(200);
            for (TestServer.Got refused : List.of(
                    lookup(server, server.admin),
                    server.post("/v1/lookup", "{\"keys\":[\"a\"]}"),
                    server.get("/v1/status"))) {
                assertThat(refused.problem()).isEqualTo("too-many-requests 429");
                assertThat(refused.header("Retry-After")).contains("1");
                assertThat(refused.json().get("remedy").asString()).contains("http.limits.caller");
            }
            assertThat(lookup(server, server.lookup).status()).isEqualTo(200);
            assertThat(server.send(server.request("/livez").GET()).status())
                    .as("open to everybody, so nobody's")
                    .isEqualTo(200);
            server.clock.advance(Duration.ofSeconds(1));
            assertThat(refused(server, "http.limits.caller")).isEqualTo(3);
        }
    }

    @Test
    void failedSignInsAreRefusedBeyondTheirRateAndValidOnesAreNot() throws Exception {
        try (TestServer server = limited(DEFAULTS)) {
            for (int i = 0; i < 10; i++) {
                assertThat(lookup(server, "adc_wrong" + i).problem()).isEqualTo("unauthorized 401");
            }
            TestServer.Got refused = lookup(server, "adc_wrong");
            assertThat(refused.problem()).isEqualTo("too-many-requests 429");
            assertThat(refused.header("Retry-After")).contains("6");
            assertThat(refused.json().get("remedy").asString()).contains("http.limits.sign-in");
            assertThat(server.send(server.request("/v1/status", "adc_wrong").GET())
                            .status())
                    .as("by Javalin")
                    .isEqualTo(429);
            assertThat(server.send(server.request("/v1/lookup", "adc_wrong")
                                    .POST(HttpRequest.BodyPublishers.ofString("{}")))
                            .status())
                    .as("by Jetty")
                    .isEqualTo(429);
            assertThat(lookup(server, server.lookup).status()).isEqualTo(200);
            assertThat(server.get("/v1/status").status()).isEqualTo(200);
            assertThat(suggest(server, server.lookup).status())
                    .as("a scope that is missing is no failure")
                    .isEqualTo(403);
            assertThat(server.send(server.request("/v1/status").GET()).status())
                    .as("nothing was tried")
                    .isEqualTo(401);
            server.clock.advance(Duration.ofSeconds(6));
            assertThat(lookup(server, "adc_wrong").status()).isEqualTo(401);
            assertThat(lookup(server, "adc_wrong").status()).isEqualTo(429);
            assertThat(refused(server, "http.limits.sign-in")).isEqualTo(4);
            assertThat(server.audited)
                    .hasSize(11)
                    .allSatisfy(line -> assertThat(line)
                            .contains("\"who\":{\"kind\":\"token\"},\"from\":\"127.0.0.1\",\"what\":\"sign-in\","
                                    + "\"outcome\":\"unauthorized\""));
        }
    }

    @Test
    void ticketsAreNotCheckedWhileTooManySignInsFailed() throws Exception {
        try (TestServer server = limited(DEFAULTS)) {
            assertThat(ticket(server).problem()).isEqualTo("unauthorized 401");
            for (int i = 0; i < 10; i++) {
                assertThat(lookup(server, "adc_wrong").status()).isEqualTo(401);
            }
            TestServer.Got refused = ticket(server);
            assertThat(refused.problem()).isEqualTo("too-many-requests 429");
            assertThat(refused.json().get("remedy").asString()).contains("http.limits.sign-in");
            server.clock.advance(Duration.ofSeconds(6));
            assertThat(ticket(server).status()).isEqualTo(401);
        }
    }

    private static TestServer.Got ticket(TestServer server) {
        return server.send(server.request("/v1/session")
                .header("Authorization", "Negotiate YII=")
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static TestServer limited(RateLimits rates) throws Exception {
        TestServer server = TestServer.limited(HttpLimits.DEFAULTS.with(rates));
        server.questions.holds("a", People.user(1));
        return server;
    }

    private static Optional<Rate> none() {
        return Optional.empty();
    }

    private static TestServer.Got suggest(TestServer server, String token) {
        return server.send(server.request("/v1/suggest?q=a", token).GET());
    }

    private static TestServer.Got lookup(TestServer server, String token) {
        return server.send(server.request("/v1/lookup?key=a", token).GET());
    }

    private static long refused(TestServer server, String key) {
        return server.budgets.all().stream()
                .map(budget -> budget.reading())
                .filter(reading -> reading.key().equals(key))
                .findFirst()
                .orElseThrow()
                .refused();
    }
}
