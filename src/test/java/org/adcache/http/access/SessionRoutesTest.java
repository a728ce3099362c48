package org.adcache.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.auth.Scope;
import org.adcache.auth.Tokens;
import org.adcache.http.TestServer;
import org.adcache.testing.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionRoutesTest {
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

    private TestServer.Got open(String token) {
        return server.send(server.request("/v1/session", token).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static String cookie(TestServer.Got opened) {
        String header = opened.header("Set-Cookie").orElseThrow();
        return header.substring(0, header.indexOf(';'));
    }

    private HttpRequest.Builder in(TestServer.Got session, String path) {
        return server.request(path).header("Cookie", "other=1; " + cookie(session));
    }

    private HttpRequest.Builder change(TestServer.Got session, String path) {
        return in(session, path)
                .header("X-CSRF-Token", session.json().get("csrf").asString())
                .header("Origin", "http://" + server.url.getAuthority());
    }

    @Test
    void openASessionWithACookieThatOnlyThisServiceGets() {
        TestServer.Got opened = open(server.lookup);
        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.header("Set-Cookie").orElseThrow())
                .matches("__Host-adcache=[A-Za-z0-9_-]{43}; Path=/; Secure; HttpOnly; SameSite=Strict");
        assertThat(opened.json().get("scopes").toString()).isEqualTo("[\"lookup\"]");
        assertThat(Instant.parse(opened.json().get("expiresAt").asString()))
                .isEqualTo(server.clock.instant().plus(Duration.ofHours(10)));
        assertThat(opened.body()).doesNotContain(cookie(opened).substring("__Host-adcache=".length()));
        assertThat(server.send(in(opened, "/v1/lookup?key=a")).status()).isEqualTo(200);
        assertThat(server.send(in(opened, "/v1/status")).problem()).isEqualTo("forbidden 403");
    }

    @Test
    void tellAPageWhoItIsAndItsCsrfToken() {
        TestServer.Got opened = open(server.admin);
        TestServer.Got me = server.send(in(opened, "/v1/me"));
        assertThat(me.json().get("kind").asString()).isEqualTo("session");
        assertThat(me.json().get("name").asString()).isEqualTo("ops");
        assertThat(me.json().get("csrf")).isEqualTo(opened.json().get("csrf"));
        assertThat(me.json().get("scopes").toString()).isEqualTo("[\"admin\"]");
        TestServer.Got token = server.get("/v1/me");
        assertThat(token.json().get("kind").asString()).isEqualTo("token");
        assertThat(token.json().get("id")).isEqualTo(opened.json().get("principal"));
        assertThat(token.json().has("csrf")).isFalse();
        assertThat(token.json().has("generation")).isTrue();
        assertThat(token.json().has("epoch")).isTrue();
    }

    @Test
    void endASessionByItsPageOnly() {
        TestServer.Got opened = open(server.admin);
        assertThat(server.send(in(opened, "/v1/session").DELETE()).problem()).isEqualTo("forbidden 403");
        assertThat(server.send(in(opened, "/v1/me")).status()).isEqualTo(200);
        TestServer.Got ended = server.send(change(opened, "/v1/session").DELETE());
        assertThat(ended.status()).isEqualTo(204);
        assertThat(ended.header("Set-Cookie").orElseThrow())
                .startsWith("__Host-adcache=;")
                .contains("Max-Age=0");
        TestServer.Got after = server.send(in(opened, "/v1/me"));
        assertThat(after.problem()).isEqualTo("unauthorized 401");
        assertThat(after.detail()).isEqualTo("The session has ended.");
        assertThat(server.send(server.request("/v1/session", server.admin).DELETE())
                        .problem())
                .isEqualTo("not-found 404");
    }

    @Test
    void endWithTheTokenTheyWereMadeFrom() throws Exception {
        Tokens.Created created = server.tokens.create(
                Set.of(Scope.SUGGEST),
                Optional.empty(),
                Optional.of(server.clock.instant().plusSeconds(100)));
        TestServer.Got opened = open(created.secret());
        assertThat(opened.json().get("expiresAt").asString())
                .isEqualTo(server.clock.instant().plusSeconds(100).toString());
        assertThat(server.send(in(opened, "/v1/integration")).status()).isEqualTo(200);
        server.tokens.revoke(created.token().id());
        server.clock.advance(Duration.ofSeconds(1));
        assertThat(server.send(in(opened, "/v1/integration")).problem()).isEqualTo("unauthorized 401");
    }

    @Test
    void endWhenIdleHoweverOftenTheirPageAsksByItself() {
        TestServer.Got opened = open(server.lookup);
        for (String path : List.of("/v1/integration", "/v1/me", "/v1/lookup?key=a")) {
            server.clock.advance(Duration.ofMinutes(9));
            assertThat(server.send(in(opened, path).header("X-Background", "1")).status())
                    .as(path)
                    .isEqualTo(200);
        }
        server.clock.advance(Duration.ofMinutes(2));
        assertThat(server.send(in(opened, "/v1/me")).status()).as("used").isEqualTo(200);
        server.clock.advance(Duration.ofMinutes(29));
        assertThat(server.send(in(opened, "/v1/me").header("X-Background", "1")).status())
                .isEqualTo(200);
        server.clock.advance(Duration.ofMinutes(1));
        assertThat(server.send(in(opened, "/v1/me")).detail()).isEqualTo("The session has ended.");
    }

    @Test
    void areNotOpenedWithoutAValidTokenOrForAnotherSite() {
        assertThat(server.send(server.request("/v1/session").POST(HttpRequest.BodyPublishers.noBody()))
                        .problem())
                .isEqualTo("unauthorized 401");
        assertThat(open("adc_unknown").problem()).isEqualTo("unauthorized 401");
        TestServer.Got foreign = server.send(server.request("/v1/session", server.admin)
                .header("Origin", "https://other.example")
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(foreign.problem()).isEqualTo("forbidden 403");
        assertThat(foreign.header("Set-Cookie")).isEmpty();
        TestServer.Got opened = open(server.admin);
        assertThat(server.send(in(opened, "/v1/session").POST(HttpRequest.BodyPublishers.noBody()))
                        .problem())
                .as("a session makes no other")
                .isEqualTo("unauthorized 401");
    }

    @Test
    void takeThePlaceOfTheSessionBefore() {
        TestServer.Got before = open(server.admin);
        TestServer.Got after = server.send(in(before, "/v1/session")
                .header("Authorization", "Bearer " + server.lookup)
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(after.status()).isEqualTo(201);
        assertThat(server.send(in(before, "/v1/me")).problem()).isEqualTo("unauthorized 401");
        assertThat(server.send(in(after, "/v1/me")).status()).isEqualTo(200);
    }

    @Test
    void areInTheAuditLogWithoutTheirSecrets() {
        TestServer.Got opened = open(server.admin);
        server.send(change(opened, "/v1/session").DELETE());
        assertThat(server.audited).hasSize(2);
        assertThat(server.audited.get(0)).contains("session.open");
        assertThat(server.audited.get(1)).contains("session.end");
        assertThat(String.join("", server.audited))
                .doesNotContain(
                        opened.json().get("csrf").asString(), cookie(opened).substring(20));
    }
}
