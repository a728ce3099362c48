package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.adcache.account.Account;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.doctor.CheckResult;
import org.adcache.sync.HeldDraft;
import org.adcache.testing.People;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DiagnosticsTest {
    private static final String PERSON = "CN=Anna Bauer,OU=People,DC=corp,DC=example";

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Map<String, String> files() throws Exception {
        HttpResponse<byte[]> response = HttpClient.newHttpClient()
                .send(
                        server.request("/v1/diagnostics", server.admin).GET().build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/zip");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.headers().firstValue("Content-Disposition").orElseThrow())
                .matches("attachment; filename=\"adcache-diagnostics-[0-9]{8}-[0-9]{6}\\.zip\"");
        return files(response.body());
    }

    private static Map<String, String> files(byte[] zip) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private static JsonNode json(@Nullable String text) {
        return JsonMapper.shared().readTree(Objects.requireNonNull(text));
    }

    @Test
    void saysWhatAFaultReportNeeds() throws Exception {
        server.post("/v1/sync?connection=corp", "");
        server.examiner.answers(CompletableFuture.completedFuture(List.of(
                new CheckResult("dns", true, "Found.", Optional.empty()),
                new CheckResult(
                        "tcp",
                        false,
                        PERSON,
                        Optional.of(new Problem(ProblemType.LDAP_TIMEOUT, "No answer of " + PERSON, "Ask Anna."))))));
        Map<String, String> files = files();
        assertThat(files.keySet())
                .containsExactly(
                        "README.txt",
                        "about.json",
                        "status.json",
                        "runs.json",
                        "doctor.json",
                        "configuration.json",
                        "threads.txt");
        assertThat(json(files.get("about.json")).get("version").asString()).isEqualTo("1.2.3");
        assertThat(json(files.get("status.json"))
                        .get("connections")
                        .get(0)
                        .get("domain")
                        .asString())
                .isEqualTo("corp.example");
        assertThat(json(files.get("runs.json"))
                        .get("runs")
                        .get(0)
                        .get("problem")
                        .asString())
                .isEqualTo("ldap-timeout");
        assertThat(json(files.get("doctor.json")).get("corp").toString())
                .isEqualTo("[{\"id\":\"dns\",\"ok\":true},{\"id\":\"tcp\",\"ok\":false,\"problem\":\"ldap-timeout\"}]");
        assertThat(json(files.get("configuration.json")).get("maxAge").asString())
                .isEqualTo("PT24H");
        assertThat(files.get("threads.txt")).contains("RUNNABLE", "org.adcache.http");
    }

    @Test
    void namesNobodyWhateverTheProblemsSay() throws Exception {
        Account held = People.user(7);
        server.controls.held = Optional.of(new HeldDraft(
                FakeControls.AT,
                new Problem(ProblemType.RESULT_SHRUNKEN, PERSON, "Ask " + PERSON),
                1,
                2,
                90,
                List.of(held),
                Optional.empty()));
        server.damage.add(new Problem(ProblemType.ROLE_MEMBER_UNKNOWN, PERSON, PERSON));
        server.questions.holds("user7@corp.example", held);
        server.send(server.request("/v1/lookup?key=user7%40corp.example", server.admin)
                .method("GET", HttpRequest.BodyPublishers.noBody()));
        String all = String.join("\n", files().values());
        assertThat(all)
                .contains("result-shrunken", "role-member-unknown")
                .doesNotContain(
                        PERSON,
                        "Anna",
                        "User 7",
                        "user7",
                        held.objectGuid().toString(),
                        held.objectSid().orElseThrow().toString(),
                        "svc-adcache",
                        "CN=",
                        "OU=");
    }

    @Test
    void examinesNothingWhileTheIntegrationIsOff() throws Exception {
        server.controls.disable();
        assertThat(json(files().get("doctor.json"))).isEmpty();
        assertThat(server.examiner.examined()).isEmpty();
    }

    @Test
    void dataInventoryIsThatOfTheConfiguration() {
        assertThat(server.get("/v1/data-inventory").body()).isEqualTo("""
                {"items":[{"data":"Tokens","use":"Sign-in","place":"/data/tokens.json","howLong":"Until revoked",\
                "whoCanReadIt":"adcache"}]}""");
    }
}
