package org.adcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.adcache.account.ConnectionId;
import org.adcache.account.Domain;
import org.adcache.config.AdcacheConfig;
import org.adcache.connection.ConnectionConfig;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.FeedChoice;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.TlsConfig;
import org.adcache.http.HttpConfig;
import org.adcache.lookup.LookupConfig;
import org.adcache.store.StoreConfig;
import org.adcache.sync.SyncConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Data folders that earlier versions wrote, beside what those versions answered: a connection corp to a simulated
 * directory of 100 accounts, and a token. The directory is out of reach, so every answer is from the copy.
 */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Timeout(120)
class KeptFoldersTest {
    private static final ConnectionId CORP = new ConnectionId("corp");

    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22", "2026-11-30", "2026-12-01"})
    void answerAsTheVersionThatWroteThem(String written) throws Exception {
        List<JsonNode> before = unpack(written);
        assertThat(before).hasSize(20);
        for (int start = 0; start < 2; start++) {
            try (RunningService service = RunningService.start(config())) {
                for (JsonNode account : before) {
                    JsonNode found = service.lookup(account.path("objectGUID").asString())
                            .body()
                            .path("accounts")
                            .path(0);
                    account.properties().stream()
                            .filter(field -> !field.getKey().equals("matched"))
                            .forEach(field -> assertThat(found.path(field.getKey()))
                                    .as(field.getKey())
                                    .isEqualTo(field.getValue()));
                }
                JsonNode status = service.get("/v1/status").body();
                assertThat(status.path("integration").path("enabled").asBoolean())
                        .isTrue();
                assertThat(status.path("cache").path("accounts").asInt()).isEqualTo(100);
                assertThat(tokens(service)).containsExactly("kept");
                assertThat(actions(service)).contains("token.create");
            }
            assertThat(temp.resolve("data/format")).content().startsWith("2 ");
        }
    }

    @Test
    void offStaysOff() throws Exception {
        unpack("2026-11-30-off");
        try (RunningService service = RunningService.start(config())) {
            JsonNode integration = service.get("/v1/integration").body();
            assertThat(integration.path("enabled").asBoolean()).isFalse();
            assertThat(integration.path("epoch").asLong()).isEqualTo(2);
            assertThat(integration.path("lastWipe").path("accounts").asInt()).isEqualTo(100);
            assertThat(service.outcome("jsmith")).isEqualTo("integration-disabled");
            assertThat(tokens(service)).containsExactly("kept");
        }
        assertThat(temp.resolve("data/format")).content().startsWith("2 ");
    }

    private static List<String> tokens(RunningService service) throws Exception {
        return texts(service.get("/v1/tokens").body().path("items"), "name");
    }

    private static List<String> actions(RunningService service) throws Exception {
        return texts(service.get("/v1/audit").body().path("items"), "what");
    }

    private static List<String> texts(JsonNode items, String field) {
        return items.valueStream().map(item -> item.path(field).asString()).toList();
    }

    /** Unpacks a folder; returns the accounts that its version answered with. */
    private List<JsonNode> unpack(String written) throws IOException {
        List<JsonNode> accounts = new ArrayList<>();
        try (InputStream file = KeptFoldersTest.class.getResourceAsStream("folders/" + written + ".zip");
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = temp.resolve(entry.getName());
                Files.createDirectories(target.getParent());
                Files.write(target, zip.readAllBytes());
            }
        }
        try (Stream<Path> files = Files.walk(temp.resolve("data"))) {
            for (Path each : files.toList()) {
                boolean folder = Files.isDirectory(each);
                Files.setPosixFilePermissions(
                        each, PosixFilePermissions.fromString(folder ? "rwx------" : "rw-------"));
            }
        }
        JsonMapper.shared()
                .readTree(Files.readString(temp.resolve("answers.json")))
                .path("items")
                .forEach(accounts::add);
        return accounts;
    }

    private AdcacheConfig config() {
        DirectoryConfig read = new DirectoryConfig(
                CORP,
                "demo.example",
                "DEMO.EXAMPLE",
                List.of(new ServerAddress("localhost", 1)),
                List.of("localhost:1"),
                temp.resolve("missing.keytab"),
                Optional.of("svc-adcache@DEMO.EXAMPLE"),
                Optional.empty(),
                List.of("mail", "proxyAddresses"),
                true,
                true,
                List.of("department"),
                new TlsConfig(TlsConfig.Mode.LDAPS, Optional.empty(), true),
                FeedChoice.AUTO);
        ConnectionConfig connection = new ConnectionConfig(
                read, new SyncConfig(Duration.ofMinutes(30), Duration.ofHours(12), 0.1, Duration.ofMinutes(2)));
        return new AdcacheConfig(
                new StoreConfig(temp.resolve("data"), Optional.empty()),
                new LookupConfig(
                        Duration.ofHours(24),
                        Optional.empty(),
                        Map.of(CORP, new Domain("demo.example", "DEMO.EXAMPLE", "DEMO", Optional.empty())),
                        Map.of(),
                        Map.of(CORP, connection.scope())),
                new HttpConfig("127.0.0.1", 0, Optional.empty()),
                List.of(connection));
    }
}
