package org.adcache.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.adcache.http.TestServer;
import org.adcache.testing.CorpPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sign-ins with Kerberos tickets. */
class TicketRoutesTest {
    @TempDir
    Path folder;

    private CorpPeople people;
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        people = new CorpPeople(folder);
        server = TestServer.start(people.signOn);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TestServer.Got me(String ticket) {
        return server.send(server.request("/v1/me").header("Authorization", ticket));
    }

    @Test
    void areRecordedWithTheirPerson() {
        TestServer.Got me = me(people.ticket("jo"));
        assertThat(me.json().get("id").asString()).isEqualTo("jo@CORP.EXAMPLE");
        assertThat(me.json().get("scopes").toString()).isEqualTo("[\"admin\"]");
        TestServer.Got opened = server.send(server.request("/v1/session")
                .header("Authorization", people.ticket("al"))
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(opened.status()).isEqualTo(201);

        assertThat(server.audited).hasSize(2);
        assertThat(server.audited.get(0))
                .contains(
                        "{\"kind\":\"session\",\"id\":\"jo@CORP.EXAMPLE\"}",
                        "\"from\":\"127.0.0.1\"",
                        "\"what\":\"sign-in\"",
                        "\"outcome\":\"ok\"");
        assertThat(server.audited.get(1)).contains("al@CORP.EXAMPLE", "\"what\":\"session.open\"");
    }

    @Test
    void areRecordedIfTheyFail() {
        String ticket = people.ticket("jo");
        me(ticket);
        assertThat(me(ticket).problem()).isEqualTo("sso-replay 401");
        assertThat(server.audited).hasSize(2);
        assertThat(server.audited.get(1))
                .contains("{\"kind\":\"ticket\"}", "\"what\":\"sign-in\"", "\"outcome\":\"sso-replay\"");
    }

    @Test
    void areUnavailableAndNoFailuresOfTheirSendersWhileTheServiceCanNotCheckThem() throws Exception {
        Files.delete(people.keytab);
        for (int i = 0; i < 12; i++) {
            TestServer.Got got = me(people.ticket("jo"));
            assertThat(got.problem()).isEqualTo("sso-unavailable 503");
            assertThat(got.header("Retry-After")).contains("60");
            assertThat(got.header("WWW-Authenticate")).isEmpty();
        }
        assertThat(server.send(server.request("/v1/session")
                                .header("Authorization", people.ticket("jo"))
                                .POST(HttpRequest.BodyPublishers.noBody()))
                        .problem())
                .isEqualTo("sso-unavailable 503");
        assertThat(server.audited).hasSize(13).allMatch(line -> line.contains("\"outcome\":\"sso-unavailable\""));
    }
}
