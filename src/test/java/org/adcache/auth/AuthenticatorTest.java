package org.adcache.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.http.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void saysWhatIsMissing() {
        TestServer.Got none = server.send(server.request("/v1/status"));
        assertThat(none.problem()).isEqualTo("unauthorized 401");
        assertThat(none.header("WWW-Authenticate")).contains("Bearer realm=\"adcache\"");
        TestServer.Got wrong = server.send(server.request("/v1/status", server.lookup));
        assertThat(wrong.problem()).isEqualTo("forbidden 403");
        assertThat(wrong.detail()).isEqualTo("The caller has no scope admin.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer", "Bearer ", "Bearer adc_", "Bearer adc_x", "Basic YTpi", "adc_x", "Bearer \u00e9", ","})
    void refusesWhatIsNoTokenAndDoesNotRepeatIt(String authorization) {
        TestServer.Got got = server.send(server.request("/v1/status").header("Authorization", authorization));
        assertThat(got.problem()).isEqualTo("unauthorized 401");
        assertThat(got.body()).doesNotContain("YTpi", "adc_x");
    }

    @Test
    void takesTheSchemeInAnyCase() {
        assertThat(server.send(server.request("/v1/status").header("Authorization", "bEARER  " + server.admin))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void noticesWithinASecondThatATokenWasMadeOrRevoked() throws Exception {
        assertThat(status(server.lookup)).isEqualTo(200);
        Tokens other = new Tokens(server.storage, server.clock, new SecureRandom());
        Tokens.Created created = other.create(Set.of(Scope.LOOKUP, Scope.SUGGEST), Optional.empty(), Optional.empty());
        for (ApiToken token : other.list()) {
            if (!token.id().equals(created.token().id())) {
                other.revoke(token.id());
            }
        }
        server.clock.advance(Duration.ofSeconds(1));
        assertThat(status(created.secret())).isEqualTo(200);
        assertThat(status(server.lookup)).isEqualTo(401);
    }

    @Test
    void refusesAnExpiredToken() throws Exception {
        Tokens.Created brief = server.tokens.create(
                Set.of(Scope.ADMIN),
                Optional.empty(),
                Optional.of(server.clock.instant().plusSeconds(60)));
        server.clock.advance(Duration.ofSeconds(59));
        assertThat(status(brief.secret())).isEqualTo(200);
        server.clock.advance(Duration.ofSeconds(1));
        assertThat(status(brief.secret())).isEqualTo(401);
    }

    @Test
    void letsNobodyInWhileTheTokensCantBeRead() {
        assertThat(status(server.admin)).isEqualTo(200);
        server.storage.breaks(
                new Problem(ProblemType.TOKENS_UNREADABLE, "tokens.json can't be read.", "Look at the disk."));
        server.clock.advance(Duration.ofSeconds(1));
        assertThat(status(server.admin)).isEqualTo(401);
        assertThat(server.send(server.request("/readyz?verbose")).body()).contains("{\"id\":\"tokens\",\"ok\":false}");
        server.storage.heals();
        server.clock.advance(Duration.ofSeconds(1));
        assertThat(status(server.admin)).isEqualTo(200);
    }

    private int status(String token) {
        return server.send(server.request("/v1/lookup?key=a", token)).status() == 404
                ? 200
                : server.send(server.request("/v1/integration", token)).status();
    }
}
