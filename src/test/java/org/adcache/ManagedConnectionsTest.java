package org.adcache;

import static org.adcache.ReloadConfigs.address;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.adcache.config.AdcacheConfig;
import org.adcache.config.ConfigReader;
import org.adcache.demo.SimulatedDirectory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Connections that are declared, tried and removed over HTTP, of a whole service over a simulated directory. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Timeout(120)
class ManagedConnectionsTest {
    @TempDir
    static Path shared;

    private static SimulatedDirectory directory;

    @TempDir
    Path temp;

    @BeforeAll
    static void startDirectory() throws Exception {
        directory = ReloadConfigs.directory(shared.resolve("directory"));
    }

    @AfterAll
    static void stopDirectory() throws Exception {
        directory.close();
    }

    /** The configuration as the next start would read it. */
    private AdcacheConfig read(String connections) throws Exception {
        Path file = temp.resolve("adcache.conf");
        Files.writeString(file, """
                adcache {
                  data-dir = data
                  http.port = 0
                  connections { %s }
                }
                """.formatted(connections));
        return new ConfigReader(Map.of()).read(file);
    }

    private static String inFile(String unit) {
        return unit + " { keytab = \"" + directory.keytab() + "\", " + keys(unit) + " }";
    }

    private static String keys(String unit) {
        return """
                "domain": "%s", "servers": ["%s:%d"], "kdcs": ["%s:%d"], "search-base": "%s", "tls": {"trust": "%s"}""".formatted(
                        directory.domain(),
                        directory.serverName(),
                        directory.ldapsPort(),
                        directory.serverName(),
                        directory.kdcPort(),
                        ReloadConfigs.base(unit),
                        directory.caFile());
    }

    private static String json(String unit) {
        return "{" + keys(unit) + "}";
    }

    private static byte[] keytab() throws IOException {
        return Files.readAllBytes(directory.keytab());
    }

    private List<String> stored() throws IOException {
        Path folder = temp.resolve("data/connections");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void add(RunningService service, String unit) throws Exception {
        assertThat(service.send("PUT", "/v1/connections/" + unit, json(unit)).status())
                .isEqualTo(201);
        assertThat(service.put("/v1/connections/" + unit + "/keytab", keytab()).problem())
                .isEmpty();
        service.awaitSynced();
    }

    @Test
    void areReadOnceTheirKeytabIsThereAndAfterARestart() throws Exception {
        try (RunningService service = RunningService.start(read(inFile("red")))) {
            service.awaitSynced();
            assertThat(service.send("PUT", "/v1/connections/green", json("green"))
                            .status())
                    .isEqualTo(201);
            assertThat(service.outcome(address("green", 1))).isEqualTo("not-found");
            RunningService.Got uploaded = service.put("/v1/connections/green/keytab", keytab());
            assertThat(uploaded.body().path("principals").get(0).asString()).isEqualTo(directory.principal());
            service.awaitSynced();
            assertThat(service.outcome(address("green", 1))).isEqualTo("found");
            assertThat(service.outcome(address("red", 1))).isEqualTo("found");
            JsonNode items = service.get("/v1/connections").body().path("items");
            assertThat(items).hasSize(2);
            assertThat(items.get(0).path("source").asString()).isEqualTo("file");
            assertThat(items.get(0).path("keytab").path("file").asString())
                    .isEqualTo(directory.keytab().toString());
            assertThat(items.get(1).path("source").asString()).isEqualTo("managed");
            assertThat(items.get(1).path("search-base").asString()).isEqualTo(ReloadConfigs.base("green"));
            assertThat(items.get(1).path("keytab").has("file")).isFalse();
        }
        assertThat(stored()).containsExactly("green.conf", "green.keytab");
        for (String name : stored()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            temp.resolve("data/connections").resolve(name))))
                    .isEqualTo("rw-------");
        }
        try (RunningService again = RunningService.start(read(inFile("red")))) {
            assertThat(again.outcome(address("green", 1))).isEqualTo("found");
            assertThat(again.runs()).isEmpty();
            assertThat(again.reload(read(inFile("red"))).body().path("changed")).isEmpty();
        }
    }

    @Test
    void mayBeAllThereAre() throws Exception {
        try (RunningService service = RunningService.start(read(""))) {
            assertThat(service.outcome("anybody@demo.example")).isEqualTo("never-synced");
            add(service, "blue");
            assertThat(service.outcome(address("blue", 1))).isEqualTo("found");
        }
        try (RunningService again = RunningService.start(read(""))) {
            assertThat(again.outcome(address("blue", 1))).isEqualTo("found");
        }
    }

    @Test
    void areRemovedWithKeytabSettingsAndData() throws Exception {
        try (RunningService service = RunningService.start(read(inFile("red")))) {
            service.awaitSynced();
            add(service, "green");
            RunningService.Got removed = service.send("DELETE", "/v1/connections/green", "");
            assertThat(removed.status()).isEqualTo(200);
            assertThat(removed.body()
                            .path("changed")
                            .get(0)
                            .path("wiped")
                            .path("accounts")
                            .asInt())
                    .isEqualTo(13);
            assertThat(stored()).isEmpty();
            assertThat(service.outcome(address("green", 1))).isEqualTo("not-found");
            assertThat(service.send("DELETE", "/v1/connections/green", "").problem())
                    .isEqualTo("unknown-connection 404");
        }
        try (RunningService again = RunningService.start(read(inFile("red")))) {
            assertThat(again.outcome(address("green", 1))).isEqualTo("not-found");
        }
    }

    private static String untrusting(String unit) {
        return keys(unit).replaceAll(", \"tls\".*", "");
    }

    @Test
    void trustTheCasThatWereUploadedAlsoAfterARestart() throws Exception {
        String ca = Files.readString(directory.caFile());
        try (RunningService service = RunningService.start(read(""))) {
            assertThat(service.send("PUT", "/v1/connections/green", "{" + untrusting("green") + "}")
                            .status())
                    .isEqualTo(201);
            RunningService.Got uploaded = service.send("PUT", "/v1/connections/green/trust", ca);
            assertThat(uploaded.problem()).isEmpty();
            assertThat(uploaded.body().path("certificates")).hasSize(1);
            assertThat(uploaded.body().has("file")).isFalse();
            service.put("/v1/connections/green/keytab", keytab());
            service.awaitSynced();
            assertThat(service.outcome(address("green", 1))).isEqualTo("found");
            assertThat(stored()).containsExactly("green.ca.pem", "green.conf", "green.keytab");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(temp.resolve("data/connections/green.ca.pem"))))
                    .isEqualTo("rw-------");
        }
        try (RunningService again = RunningService.start(read(""))) {
            again.send("POST", "/v1/sync?mode=full", "");
            again.awaitSynced();
            assertThat(again.get("/v1/connections")
                            .body()
                            .path("items")
                            .get(0)
                            .path("trust")
                            .path("certificates"))
                    .hasSize(1);
            assertThat(again.send("DELETE", "/v1/connections/green/trust", "").status())
                    .isEqualTo(200);
            assertThat(stored()).containsExactly("green.conf", "green.keytab");
            again.send("PUT", "/v1/connections/green/trust", ca);
            assertThat(again.send("DELETE", "/v1/connections/green", "").status())
                    .isEqualTo(200);
            assertThat(stored()).isEmpty();
        }
    }

    @Test
    void eitherUploadTheirCasOrNameThem() throws Exception {
        String ca = Files.readString(directory.caFile());
        try (RunningService service = RunningService.start(read(""))) {
            service.send("PUT", "/v1/connections/green", json("green"));
            RunningService.Got refused = service.send("PUT", "/v1/connections/green/trust", ca);
            assertThat(refused.problem()).isEqualTo("configuration 422");
            assertThat(refused.body().path("problems").get(0).path("key").asString())
                    .isEqualTo("tls.trust");
            assertThat(stored()).containsExactly("green.conf");
            service.send("PUT", "/v1/connections/green", "{" + untrusting("green") + "}");
            assertThat(service.send("PUT", "/v1/connections/green/trust", "rubbish")
                            .problem())
                    .isEqualTo("tls-certificate-unreadable 422");
            assertThat(service.send("PUT", "/v1/connections/green/trust", ca).problem())
                    .isEmpty();
            service.send("PUT", "/v1/connections/green", json("green"));
            assertThat(stored()).containsExactly("green.conf");
        }
    }

    @Test
    void areTriedWithCasThatAreSentAndWithWhatIsSaved() throws Exception {
        String ca = Files.readString(directory.caFile());
        try (RunningService service = RunningService.start(read(""))) {
            String sent = draft(untrusting("green"), keytab());
            assertThat(outcome(service, sent)).isEqualTo("tls-untrusted-ca");
            String trusting = sent.substring(0, sent.length() - 1) + ",\"trust\":\"" + ca.replace("\n", "\\n") + "\"}";
            assertThat(outcome(service, trusting)).isEqualTo("ok");
            assertThat(service.send("POST", "/v1/connections/preview", trusting).problem())
                    .isEmpty();
            assertThat(stored()).isEmpty();
            service.send("PUT", "/v1/connections/green", "{" + untrusting("green") + "}");
            service.send("PUT", "/v1/connections/green/trust", ca);
            service.put("/v1/connections/green/keytab", keytab());
            service.awaitSynced();
            String saved = "{\"connection\":{" + untrusting("green") + "},\"saved\":\"green\"";
            String events = service.text("/v1/connections/test", saved + "}");
            assertThat(events).contains("\"outcome\":\"ok\"").doesNotContain(temp.toString());
            assertThat(outcome(service, saved + ",\"trust\":null}")).isEqualTo("tls-untrusted-ca");
            assertThat(stored()).containsExactly("green.ca.pem", "green.conf", "green.keytab");
            assertThat(service.outcome(address("green", 1))).isEqualTo("found");
        }
    }

    private static String outcome(RunningService service, String draft) throws Exception {
        return service.text("/v1/connections/test", draft).replaceAll("(?s).*\"outcome\":\"([a-z-]+)\".*", "$1");
    }

    @Test
    void areFoundByTheirDomain() throws Exception {
        try (RunningService service = RunningService.start(read(""))) {
            String domain = "{\"domain\":\"" + directory.domain() + "\",\"servers\":[\"" + directory.serverName() + ":"
                    + directory.ldapsPort() + "\"]";
            JsonNode found = service.send("POST", "/v1/connections/discover", domain + "}")
                    .body();
            assertThat(found.path("realm").asString()).isEqualTo(directory.realm());
            assertThat(found.path("trusted").asBoolean()).isFalse();
            String ca = Files.readString(directory.caFile()).replace("\n", "\\n");
            assertThat(service.send("POST", "/v1/connections/discover", domain + ",\"trust\":\"" + ca + "\"}")
                            .body()
                            .path("trusted")
                            .asBoolean())
                    .isTrue();
            RunningService.Got refused = service.send("POST", "/v1/connections/discover", "{\"domain\":\"no domain\"}");
            assertThat(refused.problem()).isEqualTo("configuration 422");
            assertThat(refused.body().path("problems").get(0).path("key").asString())
                    .isEqualTo("domain");
            assertThat(stored()).isEmpty();
        }
    }

    /** What a crash leaves between the steps of a removal. */
    @Test
    void areNotReadWithoutTheirKeytab() throws Exception {
        try (RunningService service = RunningService.start(read(inFile("red")))) {
            add(service, "green");
        }
        Files.delete(temp.resolve("data/connections/green.keytab"));
        try (RunningService again = RunningService.start(read(inFile("red")))) {
            assertThat(again.outcome(address("green", 1))).isEqualTo("not-found");
            try (Stream<Path> files = Files.list(temp.resolve("data"))) {
                assertThat(files.map(Path::toString)).noneMatch(name -> name.contains("cache-green"));
            }
            assertThat(again.send("DELETE", "/v1/connections/green", "").status())
                    .isEqualTo(200);
            assertThat(stored()).isEmpty();
        }
    }

    @Test
    void takeOtherSettingsAtOnce() throws Exception {
        try (RunningService service = RunningService.start(read(""))) {
            add(service, "green");
            assertThat(service.outcome("green-group")).isEqualTo("found");
            String other = "{" + keys("green") + ", \"groups\": false}";
            assertThat(service.send("PUT", "/v1/connections/green", other).status())
                    .isEqualTo(200);
            assertThat(service.outcome("green-group")).isEqualTo("not-found");
            service.awaitSynced();
            assertThat(service.outcome(address("green", 1))).isEqualTo("found");
        }
    }

    @Test
    void ofWrongSettingsAreNotStored() throws Exception {
        try (RunningService service = RunningService.start(read(inFile("red")))) {
            RunningService.Got got =
                    service.send("PUT", "/v1/connections/green", "{\"domian\":\"x\",\"keytab\":\"/etc/passwd\"}");
            assertThat(got.problem()).isEqualTo("configuration 422");
            assertThat(got.body().path("problems").toString())
                    .contains("green.conf", "Did you mean \\\"domain\\\"?", "is uploaded");
            assertThat(service.send("PUT", "/v1/connections/green", json("red")).problem())
                    .isEqualTo("configuration 422");
            assertThat(stored()).isEmpty();
            assertThat(service.send("PUT", "/v1/connections/red", json("red")).problem())
                    .isEqualTo("declared-in-file 409");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', keytab-empty",
        "0502, keytab-empty",
        "7b7d, keytab-foreign",
        "0502000000ff, keytab-damaged",
        "0501000000ff, keytab-foreign",
        "2d2d2d2d2d424547494e, keytab-foreign"
    })
    void refuseRubbishByNameAndKeepNothingOfIt(String hex, String code) throws Exception {
        try (RunningService service = RunningService.start(read(""))) {
            service.send("PUT", "/v1/connections/green", json("green"));
            byte[] rubbish = java.util.HexFormat.of().parseHex(hex);
            RunningService.Got got = service.put("/v1/connections/green/keytab", rubbish);
            assertThat(got.problem()).isEqualTo(code + " 422");
            assertThat(got.body().toString()).doesNotContain(temp.toString());
            assertThat(stored()).containsExactly("green.conf");
        }
    }

    @Test
    void refuseAKeytabWithoutTheirPrincipalAndKeepTheOneBefore() throws Exception {
        try (RunningService service = RunningService.start(read(""))) {
            add(service, "green");
            String other = "{" + keys("green") + ", \"principal\": \"somebody\"}";
            service.send("PUT", "/v1/connections/green", other);
            assertThat(service.put("/v1/connections/green/keytab", keytab()).problem())
                    .isEqualTo("keytab-principal-missing 422");
            assertThat(Files.readAllBytes(temp.resolve("data/connections/green.keytab")))
                    .isEqualTo(keytab());
            assertThat(stored()).containsExactly("green.conf", "green.keytab");
        }
    }

    @Test
    void areStoredWhileTheIntegrationIsOffAndReadOnceItIsOn() throws Exception {
        try (RunningService service = RunningService.start(read(""))) {
            add(service, "red");
            service.send("PUT", "/v1/integration", "{\"enabled\":false}");
            service.send("PUT", "/v1/connections/green", json("green"));
            service.put("/v1/connections/green/keytab", keytab());
            assertThat(service.runs()).hasSizeLessThanOrEqualTo(2);
            assertThat(stored()).containsExactly("green.conf", "green.keytab", "red.conf", "red.keytab");
            service.send("PUT", "/v1/integration", "{\"enabled\":true}");
            service.awaitSynced();
            assertThat(service.outcome(address("green", 1))).isEqualTo("found");
            assertThat(service.outcome(address("red", 1))).isEqualTo("found");
        }
    }

    @Test
    void losesToAConnectionOfTheFileWithTheSameId() throws Exception {
        try (RunningService service = RunningService.start(read(""))) {
            add(service, "red");
        }
        AdcacheConfig both = read(inFile("red"));
        assertThat(both.warnings()).singleElement().asString().contains("also a managed connection");
        assertThat(both.connections()).hasSize(1);
        try (RunningService again = RunningService.start(both)) {
            assertThat(again.send("DELETE", "/v1/connections/red", "").problem())
                    .isEqualTo("declared-in-file 409");
        }
    }

    @Test
    void deleteTheKeytabThatACrashLeftOfATrial() throws Exception {
        Path left = temp.resolve("data/connections/draft-1.keytab.tmp");
        RunningService.start(read("")).close();
        Files.createDirectories(left.getParent());
        Files.write(left, keytab());
        RunningService.start(read("")).close();
        assertThat(left).doesNotExist();
    }

    private static String draft(String keys, byte[] keytab) {
        return "{\"connection\":{" + keys + "},\"keytab\":\""
                + Base64.getEncoder().encodeToString(keytab) + "\"}";
    }

    @Test
    void areTriedStageByStageAndNothingIsKept() throws Exception {
        try (RunningService service = RunningService.start(read(inFile("red")))) {
            service.awaitSynced();
            String events = service.text("/v1/connections/test", draft(keys("green"), keytab()));
            assertThat(events).contains("event: check\ndata: {\"id\":\"keytab\",\"ok\":true");
            assertThat(events).endsWith("event: done\ndata: {\"outcome\":\"ok\"}\n\n");
            assertThat(stored()).isEmpty();
            assertThat(Files.readString(temp.resolve("data/krb5.conf"))).contains(directory.realm());
            service.send("POST", "/v1/sync?mode=full", "");
            service.awaitSynced();
        }
    }

    @Test
    void areTriedWithTheCodesOfTheDoctor() throws Exception {
        try (RunningService service = RunningService.start(read(""))) {
            assertThat(outcome(service, keys("green"), new byte[] {1})).isEqualTo("keytab-foreign");
            String closed = keys("green").replace(":" + directory.ldapsPort() + "\"", ":1\"");
            assertThat(outcome(service, closed, keytab())).isEqualTo("connect-refused");
            String outside = keys("green").replace("OU=green,", "OU=nowhere,");
            assertThat(outcome(service, outside, keytab())).isEqualTo("ldap-search-base-missing");
            String untrusted = keys("green").replaceAll(", \"tls\".*", "");
            assertThat(outcome(service, untrusted, keytab())).isEqualTo("tls-untrusted-ca");
            assertThat(stored()).isEmpty();
        }
    }

    private static String outcome(RunningService service, String keys, byte[] keytab) throws Exception {
        return service.text("/v1/connections/test", draft(keys, keytab))
                .replaceAll("(?s).*\"outcome\":\"([a-z-]+)\".*", "$1");
    }

    @Test
    void showWhatAFirstSyncWouldBring() throws Exception {
        directory
                .changes()
                .addUser(
                        "CN=twin," + ReloadConfigs.base("green"),
                        "twin",
                        new com.unboundid.ldap.sdk.Attribute("mail", address("green", 3)));
        try (RunningService service = RunningService.start(read(inFile("red")))) {
            service.awaitSynced();
            RunningService.Got got = service.send("POST", "/v1/connections/preview", draft(keys("green"), keytab()));
            assertThat(got.problem()).isEmpty();
            assertThat(got.body().path("users").asInt()).isEqualTo(13);
            assertThat(got.body().path("groups").asInt()).isEqualTo(1);
            assertThat(got.body().path("addresses").asInt()).isEqualTo(12);
            assertThat(got.body().path("duplicates").path("count").asInt()).isEqualTo(1);
            assertThat(got.body().path("duplicates").path("samples").get(0).asString())
                    .isEqualTo(address("green", 3));
            assertThat(got.body().path("samples")).hasSize(6);
            assertThat(stored()).isEmpty();
            assertThat(service.outcome(address("green", 1))).isEqualTo("not-found");
            assertThat(service.runs()).hasSize(1);
        } finally {
            directory.changes().delete("CN=twin," + ReloadConfigs.base("green"));
        }
    }

    @Test
    void triesNothingWhileTheIntegrationIsOff() throws Exception {
        try (RunningService service = RunningService.start(read(""))) {
            service.send("PUT", "/v1/integration", "{\"enabled\":false}");
            for (String path : List.of("/v1/connections/test", "/v1/connections/preview")) {
                assertThat(service.send("POST", path, draft(keys("green"), keytab()))
                                .problem())
                        .isEqualTo("integration-disabled 409");
            }
        }
    }
}
