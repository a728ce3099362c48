package org.adcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.adcache.config.AdcacheConfig;
import org.adcache.config.ConfigReader;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.http.OpenApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Answers of a whole service over a simulated directory are those of the OpenAPI document. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Timeout(120)
class OpenApiServiceTest {
    /** They need a cookie, a result that is held, or don't end; OpenApiAnswersTest has them. */
    private static final Set<String> ELSEWHERE = Set.of(
            "DELETE /v1/session 204",
            "DELETE /v1/sessions/{id} 204",
            "GET /v1/events 200",
            "POST /v1/sync/held/{connection} 200");

    @TempDir
    Path temp;

    private AdcacheConfig config(SimulatedDirectory directory) throws Exception {
        Path file = temp.resolve("adcache.conf");
        Files.writeString(file, """
                adcache { data-dir = data, http.port = 0, connections.red { keytab = "%s", %s } }
                """.formatted(directory.keytab(), keys(directory, "red")));
        return new ConfigReader(Map.of()).read(file);
    }

    private static String keys(SimulatedDirectory directory, String unit) {
        return """
                "domain": "%s", "servers": ["%s:%d"], "kdcs": ["%s:%d"], "search-base": "%s"\
                """.formatted(
                                directory.domain(),
                                directory.serverName(),
                                directory.ldapsPort(),
                                directory.serverName(),
                                directory.kdcPort(),
                                ReloadConfigs.base(unit))
                + (unit.equals("red") ? ", \"tls\": {\"trust\": \"" + directory.caFile() + "\"}" : "");
    }

    @Test
    void everyOperationAnswersAsItIsDescribed() throws Exception {
        try (SimulatedDirectory directory = ReloadConfigs.directory(temp.resolve("directory"));
                RunningService service = RunningService.start(config(directory))) {
            service.awaitSynced();
            questions(service);
            administration(service);
            connections(service, directory);
            switchedOff(service);
            Set<String> successes = new TreeSet<>(OpenApi.DOCUMENT.answers());
            successes.removeIf(answer -> !answer.matches(".* 2.."));
            successes.removeAll(ELSEWHERE);
            assertThat(service.documented()).containsAll(successes);
        }
    }

    private void questions(RunningService service) throws Exception {
        String address = ReloadConfigs.address("red", 1);
        String guid =
                service.lookup(address).body().at("/accounts/0/objectGUID").asString();
        service.lookup("red-group");
        service.lookup("nobody@demo.example");
        service.send("POST", "/v1/lookup", "{\"keys\":[\"" + address + "\",\"nobody@demo.example\"]}");
        service.send("POST", "/v1/match", """
                {"addresses": ["%s", "%s", "nobody@demo.example"], "explain": true, "conditions": {
                  "group": {"group": "red-group"}, "none": {"group": "no-such"}, "known": {"known": true},
                  "type": {"type": "user"}, "suffix": {"upnSuffix": "demo.example"},
                  "below": {"container": "%s"}, "one": {"account": "red1"}}}
                """.formatted(
                        address, ReloadConfigs.address("red", 5), ReloadConfigs.base("red")));
        service.get("/v1/suggest?q=red");
        service.get("/v1/accounts/" + guid);
        service.get("/v1/accounts/00000000-0000-0000-0000-000000000000");
    }

    private void administration(RunningService service) throws Exception {
        for (String path : new String[] {
            "/livez",
            "/readyz",
            "/readyz?verbose",
            "/v1/me",
            "/v1/access",
            "/v1/status",
            "/v1/integration",
            "/v1/duplicates",
            "/v1/ignored",
            "/v1/data-inventory",
            "/v1/sync",
            "/v1/connections"
        }) {
            assertThat(service.get(path).status()).isEqualTo(200);
        }
        for (String path : new String[] {
            "/",
            "/demo",
            "/ui/app.js",
            "/ui/parts/button.js",
            "/problems/too-stale",
            "/openapi.yaml",
            "/docs",
            "/docs/5.35.0/swagger-ui.css",
            "/metrics"
        }) {
            service.text(path);
        }
        service.text("/v1/diagnostics");
        service.send("POST", "/v1/session", "");
        service.send("POST", "/v1/tokens", "{\"scopes\":[\"lookup\"],\"name\":\"one\"}");
        service.send("POST", "/v1/tokens", "{\"scopes\":[\"lookup\"],\"name\":\"one\"}");
        service.get("/v1/tokens");
        service.send("DELETE", "/v1/tokens/one", "");
        service.get("/v1/audit");
        service.send("POST", "/v1/reload", "");
        service.send("POST", "/v1/doctor/red", "");
        service.send("POST", "/v1/sync/held/red", "{\"apply\":true}");
        service.send("POST", "/v1/sync?mode=full", "");
        service.awaitSynced();
        service.get("/v1/sync");
    }

    private void connections(RunningService service, SimulatedDirectory directory) throws Exception {
        byte[] keytab = Files.readAllBytes(directory.keytab());
        String settings = "{" + keys(directory, "green") + "}";
        String ca = Files.readString(directory.caFile());
        service.send("PUT", "/v1/connections/green", settings);
        service.send("PUT", "/v1/connections/green/trust", ca);
        service.put("/v1/connections/green/keytab", keytab);
        service.awaitSynced();
        service.send("PUT", "/v1/connections/green", settings);
        service.send("PUT", "/v1/connections/green", "{\"domian\":\"x\"}");
        service.send("PUT", "/v1/connections/red", settings);
        service.get("/v1/connections");
        service.post("/v1/keytab", keytab);
        service.send("POST", "/v1/keytab", "rubbish");
        String trust = ",\"trust\":\"" + ca.replace("\n", "\\n") + "\"";
        service.send(
                "POST",
                "/v1/connections/discover",
                "{\"domain\":\"" + directory.domain() + "\",\"servers\":[\"" + directory.serverName() + ":"
                        + directory.ldapsPort() + "\"]" + trust + "}");
        String draft = "{\"connection\":{" + keys(directory, "blue") + "},\"keytab\":\""
                + Base64.getEncoder().encodeToString(keytab) + "\"" + trust + "}";
        assertThat(service.text("/v1/connections/test", draft)).contains("\"outcome\":\"ok\"");
        service.send("POST", "/v1/connections/preview", draft);
        service.send("DELETE", "/v1/connections/green/trust", "");
        service.send("DELETE", "/v1/connections/green", "");
        service.send("DELETE", "/v1/connections/green", "");
    }

    private void switchedOff(RunningService service) throws Exception {
        service.send("PUT", "/v1/integration", "{\"enabled\":false}");
        service.get("/v1/status");
        service.get("/v1/sync");
        service.lookup("red-group");
        service.send("POST", "/v1/sync", "");
        service.get("/v1/suggest?q=red");
    }
}
