package org.adcache.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import org.adcache.http.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenRoutesTest {
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TestServer.Got delete(String idOrName) {
        return server.send(
                server.request("/v1/tokens/" + idOrName, server.admin).DELETE());
    }

    @Test
    void createListAndRevoke() {
        String end = "2099-01-01T00:00:00Z";
        TestServer.Got created = server.post(
                "/v1/tokens", "{\"scopes\":[\"suggest\",\"lookup\"],\"name\":\"gw 2\",\"expiresAt\":\"" + end + "\"}");
        assertThat(created.status()).isEqualTo(201);
        String secret = created.json().get("token").asString();
        assertThat(created.json().get("scopes").toString()).isEqualTo("[\"lookup\",\"suggest\"]");
        server.clock.advance(Duration.ofSeconds(1));
        assertThat(server.send(server.request("/v1/integration", secret)).status())
                .isEqualTo(200);
        TestServer.Got list = server.get("/v1/tokens");
        assertThat(list.json().get("items").size()).isEqualTo(4);
        assertThat(list.body()).doesNotContain(secret).contains("\"expiresAt\":\"" + end + "\"");
        assertThat(delete("gw%202").status()).isEqualTo(204);
        server.clock.advance(Duration.ofSeconds(1));
        assertThat(server.send(server.request("/v1/integration", secret)).status())
                .isEqualTo(401);
        assertThat(delete("gw%202").problem()).isEqualTo("not-found 404");
        assertThat(String.join("", server.audited))
                .contains("token.create", "token.revoke")
                .doesNotContain(secret);
    }

    @Test
    void refuseANameThatIsTaken() {
        assertThat(server.post("/v1/tokens", "{\"scopes\":[\"admin\"],\"name\":\"ops\"}")
                        .problem())
                .isEqualTo("token-name-taken 409");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|scopes is missing.",
                "{\"scopes\":[]}|scopes is empty.",
                "{\"scopes\":[\"root\"]}|scopes has a value that is none of lookup, suggest, export or admin.",
                "{\"scopes\":[\"admin\"],\"name\":\" \"}|name has not 1 to 256 characters.",
                "{\"scopes\":[\"admin\"],\"expiresAt\":\"tomorrow\"}|expiresAt is no time such as 2027-01-31T00:00:00Z.",
                "{\"scopes\":[\"admin\"],\"expiresAt\":\"2001-01-01T00:00:00Z\"}|expiresAt has passed.",
                "{\"scope\":[\"admin\"]}|The field scope is unknown."
            })
    void nameTheFieldThatIsWrong(String body, String detail) {
        TestServer.Got got = server.post("/v1/tokens", body);
        assertThat(got.problem()).isEqualTo("bad-request 400");
        assertThat(got.detail()).isEqualTo(detail);
        assertThat(server.get("/v1/tokens").json().get("items").size()).isEqualTo(3);
    }

    @Test
    void acceptNoBodyWithFieldsToRevoke() {
        assertThat(server.send(server.request("/v1/tokens/ops", server.admin)
                                .method("DELETE", HttpRequest.BodyPublishers.ofString("{\"all\":true}")))
                        .problem())
                .isEqualTo("bad-request 400");
    }
}
