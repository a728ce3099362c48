package org.adcache.http.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.adcache.api.configuration.RefusedConfiguration;
import org.adcache.http.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReloadRoutesTest {
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
    void saysWhatWasChanged() {
        TestServer.Got got = server.post("/v1/reload", "");

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.body()).isEqualTo("""
                {"changed":[{"key":"adcache.connections.corp","change":"removed",\
                "effect":"Its data is deleted: 400 accounts in 3 files.",\
                "wiped":{"accounts":400,"files":3,"bytes":1048576}}]}""");
        assertThat(server.reloader.callers()).containsExactly("ops from 127.0.0.1");
        assertThat(server.audited).as("the reload records itself").isEmpty();
    }

    @Test
    void listsEveryProblemAndChangesNothing() {
        server.reloader.problems = List.of(
                new RefusedConfiguration.Item(
                        "/etc/adcache/adcache.conf",
                        3,
                        "adcache.max-age",
                        "\"1 dya\" is not a duration.",
                        "Write 24h."),
                new RefusedConfiguration.Item(
                        "/etc/adcache/adcache.conf", 9, "adcache.conections", "there is no such key.", "Correct it."));

        TestServer.Got got = server.post("/v1/reload", "{}");

        assertThat(got.problem()).isEqualTo("configuration 422");
        assertThat(got.header("Content-Type")).contains("application/problem+json");
        assertThat(got.detail()).isEqualTo("The configuration has 2 problems. Nothing was changed.");
        assertThat(got.body())
                .contains(
                        "{\"file\":\"/etc/adcache/adcache.conf\",\"line\":3,\"key\":\"adcache.max-age\"",
                        "\"line\":9,\"key\":\"adcache.conections\",\"detail\":\"there is no such key.\"",
                        "\"suggestion\":\"Correct it.\"");
        assertThat(server.reloader.reloads()).isZero();
        assertThat(server.reloader.callers()).containsExactly("ops from 127.0.0.1");
    }

    @Test
    void takesNoFields() {
        assertThat(server.post("/v1/reload", "{\"force\":true}").problem()).isEqualTo("bad-request 400");
        assertThat(server.reloader.reloads()).isZero();
    }
}
