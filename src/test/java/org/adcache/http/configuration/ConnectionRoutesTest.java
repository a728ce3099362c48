package org.adcache.http.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.api.configuration.RefusedConfiguration;
import org.adcache.http.TestServer;
import org.adcache.testing.ClientIdentities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ConnectionRoutesTest {
    private static final String LAB = "/v1/connections/lab";

    @TempDir
    static Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TestServer.Got send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                server.request(path, server.admin).method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return server.send(request);
    }

    @Test
    void listsWhereEachIsDeclared() {
        assertThat(send("PUT", LAB, "{\"domain\":\"lab.example\",\"tls\":{\"mode\":\"starttls\"}}")
                        .status())
                .isEqualTo(201);
        TestServer.Got got = send("GET", "/v1/connections", "");
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.body().replaceAll("\"etag\":\"[^,]*\",", "")).isEqualTo("""
                        {"items":[{"id":"corp","source":"file","domain":"corp.example"},\
                        {"id":"lab","source":"managed","domain":"lab.example","tls":{"mode":"starttls"}}]}""");
    }

    @Test
    void storesConnectionsAndTheirKeytabs() {
        TestServer.Got created = send("PUT", LAB, "{\"domain\":\"lab.example\"}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("ETag")).isPresent();
        TestServer.Got keytab = send("PUT", LAB + "/keytab", "\u0005\u0002abc");
        assertThat(keytab.status()).isEqualTo(200);
        assertThat(keytab.body()).isEqualTo("""
                {"principals":["svc-adcache@LAB.EXAMPLE"],"keyVersions":[5],\
                "encryptionTypes":["aes256-cts-hmac-sha1-96"],"uploadedAt":"2026-11-21T10:00:00Z","warnings":[]}""");
        TestServer.Got changed = send("PUT", LAB, "{\"domain\":\"lab.example\",\"groups\":false}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body()).contains("\"groups\":false", "\"keytab\":{\"principals\"");
        assertThat(server.audited).hasSize(3);
        assertThat(server.audited.get(1)).contains("\"what\":\"connection.keytab\"", "\"target\":\"lab\"");
    }

    @Test
    void changesOnlyWhatWasRead() {
        String tag =
                send("PUT", LAB, "{\"domain\":\"lab.example\"}").header("ETag").orElseThrow();
        assertThat(send("PUT", LAB, "{\"domain\":\"lab.example\",\"groups\":false}", "If-Match", tag)
                        .status())
                .isEqualTo(200);
        for (String method : List.of("PUT", "DELETE")) {
            assertThat(send(method, LAB, "{}", "If-Match", tag).problem()).isEqualTo("precondition-failed 412");
        }
        assertThat(send("PUT", LAB + "/keytab", "abc", "If-Match", tag).problem())
                .isEqualTo("precondition-failed 412");
        assertThat(send("PUT", "/v1/connections/new", "{\"domain\":\"a.b\"}", "If-Match", "*")
                        .problem())
                .isEqualTo("precondition-failed 412");
        assertThat(send("GET", "/v1/connections", "").body())
                .contains("\"groups\":false")
                .doesNotContain("new");
    }

    @Test
    void changesNothingOfTheConfigurationFile() {
        for (String path : List.of("/v1/connections/corp", "/v1/connections/corp/keytab")) {
            assertThat(send("PUT", path, "{\"domain\":\"corp.example\"}").problem())
                    .isEqualTo("declared-in-file 409");
        }
        assertThat(send("DELETE", "/v1/connections/corp", "").problem()).isEqualTo("declared-in-file 409");
    }

    @Test
    void listsTheProblemsOfSettings() {
        server.connections.refusal = List.of(new RefusedConfiguration.Item(
                "lab.conf", 1, "domain", "it is missing.", "Add it: a DNS name such as corp.example.com."));
        TestServer.Got got = send("PUT", LAB, "{}");
        assertThat(got.problem()).isEqualTo("configuration 422");
        assertThat(got.body()).contains("\"key\":\"domain\",\"detail\":\"it is missing.\"");
        assertThat(server.audited).singleElement().asString().contains("\"outcome\":\"configuration\"");
    }

    @Test
    void refusesAKeytabByName() {
        send("PUT", LAB, "{\"domain\":\"lab.example\"}");
        server.connections.keytabProblem = Optional.of(
                new Problem(ProblemType.KEYTAB_DAMAGED, "The keytab ends inside a record.", "Export it again."));
        TestServer.Got got = send("PUT", LAB + "/keytab", "abc");
        assertThat(got.problem()).isEqualTo("keytab-damaged 422");
        assertThat(got.body()).contains("Export it again.");
        assertThat(send("PUT", LAB + "/keytab", "x".repeat((64 << 10) + 1)).problem())
                .isEqualTo("payload-too-large 413");
        assertThat(send("PUT", "/v1/connections/other/keytab", "abc").problem()).isEqualTo("unknown-connection 404");
    }

    @Test
    void storesCasShowsThemAndRemovesThem() throws Exception {
        String tag =
                send("PUT", LAB, "{\"domain\":\"lab.example\"}").header("ETag").orElseThrow();
        TestServer.Got stored = send("PUT", LAB + "/trust", authority(), "If-Match", tag);
        assertThat(stored.status()).isEqualTo(200);
        assertThat(stored.header("ETag")).isPresent().isNotEqualTo(Optional.of(tag));
        assertThat(stored.json().path("certificates")).hasSize(1);
        JsonNode shown =
                send("GET", "/v1/connections", "").json().path("items").get(1).path("trust");
        assertThat(shown.path("certificates").get(0).path("authority").asBoolean())
                .isTrue();
        assertThat(shown.path("certificates").get(0).path("sha256").asString()).matches("[0-9a-f]{64}");
        assertThat(shown.path("certificates").get(0).path("pem").asString())
                .startsWith("-----BEGIN CERTIFICATE-----\n");
        assertThat(send("PUT", LAB + "/trust", authority(), "If-Match", tag).problem())
                .isEqualTo("precondition-failed 412");
        TestServer.Got removed = send("DELETE", LAB + "/trust", "");
        assertThat(removed.status()).isEqualTo(200);
        assertThat(removed.header("ETag")).isEqualTo(Optional.of(tag));
        assertThat(send("GET", "/v1/connections", "").body()).doesNotContain("\"trust\"");
        assertThat(String.join("\n", server.audited)).contains("connection.trust", "connection.trust.remove");
    }

    private static String authority() throws Exception {
        return Files.readString(ClientIdentities.copy("ca", folder));
    }

    @Test
    void refusesWhatIsNoCertificate() {
        send("PUT", LAB, "{\"domain\":\"lab.example\"}");
        TestServer.Got got = send("PUT", LAB + "/trust", "rubbish");
        assertThat(got.problem()).isEqualTo("tls-certificate-unreadable 422");
        assertThat(got.json().path("detail").asString()).isEqualTo("The file holds no PEM certificate.");
        assertThat(send("PUT", "/v1/connections/other/trust", "abc").problem()).isEqualTo("unknown-connection 404");
        assertThat(send("PUT", "/v1/connections/corp/trust", "abc").problem()).isEqualTo("declared-in-file 409");
        assertThat(send("DELETE", "/v1/connections/corp/trust", "").problem()).isEqualTo("declared-in-file 409");
    }

    @Test
    void removesWithAReceipt() {
        send("PUT", LAB, "{\"domain\":\"lab.example\"}");
        TestServer.Got got = send("DELETE", LAB, "");
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.body()).contains("\"wiped\":{\"accounts\":7,\"files\":3,\"bytes\":4096}");
        assertThat(send("DELETE", LAB, "").problem()).isEqualTo("unknown-connection 404");
    }

    @Test
    void takesObjectsWithoutRepeatedFieldsAndIdsOfConnections() {
        for (String body : List.of("", "[]", "1", "{\"domain\":\"a.b\",\"domain\":\"c.d\"}", "{} {}")) {
            assertThat(send("PUT", LAB, body).problem()).as(body).isEqualTo("bad-request 400");
        }
        assertThat(send("PUT", "/v1/connections/Lab_1", "{\"domain\":\"a.b\"}").problem())
                .isEqualTo("bad-request 400");
    }
}
