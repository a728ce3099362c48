package org.adcache.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import org.adcache.http.TestServer;
import org.adcache.testing.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AccessRoutesTest {
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
        return server.request(path).header("Cookie", cookie(session));
    }

    private TestServer.Got end(TestServer.Got as, String id) {
        return server.send(in(as, "/v1/sessions/" + id)
                .header("X-CSRF-Token", as.json().get("csrf").asString())
                .header("Origin", "http://" + server.url.getAuthority())
                .DELETE());
    }

    private JsonNode sessions(TestServer.Got as) {
        return server.send(in(as, "/v1/access")).json().get("sessions");
    }

    private String idOf(TestServer.Got session) {
        for (JsonNode each : sessions(session)) {
            if (each.has("own")) {
                return each.get("id").asString();
            }
        }
        throw new AssertionError("the own session is not listed");
    }

    @Test
    void listRolesWhoseMembersAreUnknownWhileNothingIsServed() {
        JsonNode access = server.get("/v1/access").json();
        assertThat(access.get("roles").toString())
                .isEqualTo("[{\"id\":\"admins\",\"members\":[{\"value\":\"CORP\\\\admins\",\"unknown\":true}],"
                        + "\"scopes\":[\"admin\"]}]");
        assertThat(access.get("certificates").toString()).isEqualTo("[]");
        assertThat(access.get("singleSignOn").toString()).isEqualTo("{\"configured\":false}");
        assertThat(access.get("sessions").toString()).isEqualTo("[]");
    }

    @Test
    void listSessionsWithoutWhatTheirBrowsersKeepSecret() {
        TestServer.Got first = open(server.lookup);
        server.clock.advance(Duration.ofMinutes(3));
        TestServer.Got second = open(server.admin);
        JsonNode sessions = sessions(second);
        assertThat(sessions).hasSize(2);
        JsonNode newest = sessions.get(0);
        assertThat(newest.get("kind").asString()).isEqualTo("token");
        assertThat(newest.get("name").asString()).isEqualTo("ops");
        assertThat(newest.get("from").asString()).isEqualTo("127.0.0.1");
        assertThat(newest.get("own").asBoolean()).isTrue();
        assertThat(newest.get("scopes").toString()).isEqualTo("[\"admin\"]");
        JsonNode oldest = sessions.get(1);
        assertThat(oldest.has("own")).isFalse();
        assertThat(oldest.get("startedAt").asString())
                .isEqualTo(server.clock.instant().minusSeconds(180).toString());
        for (TestServer.Got each : new TestServer.Got[] {first, second}) {
            assertThat(sessions.toString())
                    .doesNotContain(
                            cookie(each).substring("__Host-adcache=".length()),
                            each.json().get("csrf").asString());
        }
    }

    /** A page that lists sessions every minute must not keep those of others from ending. */
    @Test
    void listingUsesNoSessionButTheOwn() {
        open(server.lookup);
        TestServer.Got admin = open(server.admin);
        for (int i = 0; i < 3; i++) {
            server.clock.advance(Duration.ofMinutes(11));
            assertThat(sessions(admin)).hasSize(i < 2 ? 2 : 1);
        }
    }

    @Test
    void endASessionAtOnceAndRecordIt() {
        TestServer.Got other = open(server.lookup);
        String id = idOfOther(other);
        TestServer.Got admin = open(server.admin);
        TestServer.Got ended = end(admin, id);
        assertThat(ended.status()).isEqualTo(204);
        assertThat(ended.header("Set-Cookie")).isEmpty();
        assertThat(server.send(in(other, "/v1/lookup?key=a")).problem()).isEqualTo("unauthorized 401");
        assertThat(server.send(in(admin, "/v1/status")).status()).isEqualTo(200);
        assertThat(end(admin, id).problem()).isEqualTo("not-found 404");
        assertThat(server.audited).last().asString().contains("\"session.end\"", id, "\"ok\"");
    }

    private String idOfOther(TestServer.Got session) {
        TestServer.Got admin = open(server.admin);
        String own = idOf(admin);
        for (JsonNode each : sessions(admin)) {
            if (!each.get("id").asString().equals(own)) {
                return each.get("id").asString();
            }
        }
        throw new AssertionError("not listed: " + session.status());
    }

    @Test
    void endTheOwnSessionAndItsCookie() {
        TestServer.Got admin = open(server.admin);
        TestServer.Got ended = end(admin, idOf(admin));
        assertThat(ended.status()).isEqualTo(204);
        assertThat(ended.header("Set-Cookie").orElseThrow())
                .startsWith("__Host-adcache=;")
                .contains("Max-Age=0");
        assertThat(server.send(in(admin, "/v1/status")).problem()).isEqualTo("unauthorized 401");
    }

    @Test
    void sessionsOfARevokedTokenAreNotListed() {
        open(server.lookup);
        TestServer.Got admin = open(server.admin);
        assertThat(sessions(admin)).hasSize(2);
        server.send(server.request("/v1/tokens/gateway", server.admin).DELETE());
        server.clock.advance(Duration.ofSeconds(1));
        assertThat(sessions(admin)).hasSize(1);
    }
}
