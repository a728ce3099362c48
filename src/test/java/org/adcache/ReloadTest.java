package org.adcache;

import static org.adcache.ReloadConfigs.address;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.adcache.config.AdcacheConfig;
import org.adcache.config.ConfigProblem;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.ldap.SearchFaults;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import tools.jackson.databind.JsonNode;

/** Reloads of a whole service over a simulated directory. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Timeout(120)
@SuppressWarnings("try") // What is held is released at the end of a block.
class ReloadTest {
    private static final Duration DAY = Duration.ofHours(24);
    private static final ConfigProblem WRONG =
            new ConfigProblem(Path.of("a.conf"), 3, "adcache.max-age", "it is odd.", "Mend it.");

    @TempDir
    static Path shared;

    private static SimulatedDirectory directory;

    @TempDir
    Path temp;

    private ReloadConfigs configs;

    @BeforeAll
    static void startDirectory() throws Exception {
        directory = ReloadConfigs.directory(shared.resolve("directory"));
    }

    @AfterAll
    static void stopDirectory() throws Exception {
        directory.close();
    }

    @BeforeEach
    void choose() {
        configs = new ReloadConfigs(directory, temp.resolve("data"));
    }

    private RunningService synced(String... ids) throws Exception {
        RunningService service = RunningService.start(configs.of(ids));
        service.awaitSynced();
        return service;
    }

    @Test
    void anUnchangedConfigurationChangesNothing() throws Exception {
        try (RunningService service = synced("red")) {
            assertThat(service.reload(configs.of("red")).body().toString()).isEqualTo("{\"changed\":[]}");
            assertThat(service.runs()).hasSize(1);
        }
    }

    @Test
    void aConnectionThatIsAddedIsReadAtOnceAndMakesMissesUnknownUntilThen() throws Exception {
        try (RunningService service = synced("red")) {
            assertThat(service.outcome(address("green", 1))).isEqualTo("not-found");
            try (Held held = hold()) {
                JsonNode changed =
                        service.reload(configs.of("red", "green")).body().path("changed");
                assertThat(changed).hasSize(1);
                assertThat(changed.get(0).path("key").asString()).isEqualTo("adcache.connections.green");
                assertThat(changed.get(0).path("change").asString()).isEqualTo("added");
                assertThat(service.outcome(address("red", 1))).isEqualTo("found");
                assertThat(service.outcome(address("green", 1))).isEqualTo("never-synced");
            }
            service.awaitSynced();
            assertThat(service.outcome(address("green", 1))).isEqualTo("found");
            assertThat(service.outcome("nobody@demo.example")).isEqualTo("not-found");
        }
    }

    @Test
    void aConnectionThatIsRemovedIsServedNoMoreAndLeavesNothing() throws Exception {
        try (RunningService service = synced("red", "green")) {
            JsonNode change =
                    service.reload(configs.of("red")).body().path("changed").get(0);
            assertThat(change.path("change").asString()).isEqualTo("removed");
            assertThat(change.path("wiped").path("accounts").asInt()).isEqualTo(13);
            assertThat(change.path("wiped").path("files").asInt()).isPositive();
            assertThat(change.path("wiped").path("bytes").asInt()).isPositive();
            assertThat(service.outcome(address("green", 1))).isEqualTo("not-found");
            assertThat(service.outcome(address("red", 1))).isEqualTo("found");
            assertThat(files()).noneMatch(name -> name.contains("green"));
            assertThat(service.send("POST", "/v1/sync?connection=green", "").problem())
                    .isEqualTo("unknown-connection 404");
            assertThat(service.send("POST", "/v1/doctor/green", "").problem()).isEqualTo("unknown-connection 404");
        }
        try (RunningService again = RunningService.start(configs.of("red"))) {
            assertThat(again.outcome(address("green", 1))).isEqualTo("not-found");
            assertThat(again.outcome(address("red", 1))).isEqualTo("found");
        }
    }

    @Test
    void aConnectionIsRemovedWhileItIsRead() throws Exception {
        try (RunningService service = synced("red")) {
            try (Held held = hold()) {
                service.reload(configs.of("red", "green"));
                service.reload(configs.of("red"));
            }
            service.await(() -> ended(service, "green"));
            assertThat(service.outcome(address("green", 1))).isEqualTo("not-found");
            assertThat(files()).noneMatch(name -> name.contains("green"));
            service.reload(configs.of("red", "green"));
            service.awaitSynced();
            assertThat(service.outcome(address("green", 1))).isEqualTo("found");
        }
    }

    /** Directory whose searches wait until this is closed. */
    private interface Held extends AutoCloseable {
        @Override
        void close();
    }

    @SuppressWarnings("ResultOfMethodCallIgnored") // A search that waited in vain is answered like any other.
    private static Held hold() {
        CountDownLatch released = new CountDownLatch(1);
        directory.controller(0).faults(page -> {
            try {
                released.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new SearchFaults.Fault.None();
        });
        return () -> {
            directory.controller(0).faults(SearchFaults.NONE);
            released.countDown();
        };
    }

    private static boolean ended(RunningService service, String connection) {
        try {
            return service.runs().stream()
                    .filter(run -> run.path("connection").asString().equals(connection))
                    .allMatch(run -> run.hasNonNull("outcome"));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anotherScheduleHoldsAtOnceWithoutASync() throws Exception {
        try (RunningService service = synced("red")) {
            Instant before =
                    Instant.parse(service.connection("red").path("nextRun").asString());
            JsonNode changed = service.reload(
                            configs.of(DAY, List.of(configs.unit("red").every(Duration.ofMinutes(5)))))
                    .body()
                    .path("changed");
            assertThat(changed.get(0).path("effect").asString()).isEqualTo("The next sync is planned anew.");
            Instant after =
                    Instant.parse(service.connection("red").path("nextRun").asString());
            assertThat(after).isBefore(before.minus(Duration.ofMinutes(30)));
            assertThat(service.runs()).hasSize(1);
        }
    }

    @Test
    void anotherLimitHoldsFromTheNextSyncOn() throws Exception {
        try (RunningService service = synced("red")) {
            JsonNode changed = service.reload(
                            configs.of(DAY, List.of(configs.unit("red").shrinkLimit(0.5))))
                    .body()
                    .path("changed");
            assertThat(changed.get(0).path("effect").asString()).isEqualTo("It holds from the next sync on.");
            assertThat(service.runs()).hasSize(1);
        }
    }

    @Test
    void theAuditLogNamesTheCallerAndEachConnectionThatChanges() throws Exception {
        try (RunningService service = synced("red", "green")) {
            AdcacheConfig others =
                    configs.of(DAY, List.of(configs.unit("red").every(Duration.ofMinutes(5)), configs.unit("blue")));
            service.reload(others);
            service.reload(others);
            service.reload(List.of(WRONG));
            assertThat(service.audited())
                    .containsExactly(
                            "local:local 127.0.0.1 config.reload - ok",
                            "local:local 127.0.0.1 connection.put red ok",
                            "local:local 127.0.0.1 connection.put blue ok",
                            "local:local 127.0.0.1 connection.remove green ok",
                            "local:local 127.0.0.1 config.reload - ok",
                            "local:local 127.0.0.1 config.reload - configuration");
        }
    }

    @Test
    void theAuditLogHasReloadsByASignalToo() throws Exception {
        try (RunningService service = synced("red", "green")) {
            service.signal(configs.of("red"));
            service.signal(List.of(WRONG));
            assertThat(service.audited())
                    .containsExactly(
                            "local:signal - config.reload - ok",
                            "local:signal - connection.remove green ok",
                            "local:signal - config.reload - configuration");
            assertThat(service.outcome(address("green", 1))).isEqualTo("not-found");
        }
    }

    @Test
    void whatLiesOutsideANarrowerSearchBaseIsNotServedAnyMore() throws Exception {
        try (RunningService service = synced("red", "blue")) {
            try (Held held = hold()) {
                service.reload(configs.of(DAY, List.of(configs.unit("red").inner(), configs.unit("blue"))));
                assertThat(service.outcome(address("red", 1))).isEqualTo("found");
                assertThat(service.outcome(address("red", 7))).isEqualTo("not-found");
                assertThat(service.outcome("red-group")).isEqualTo("not-found");
                assertThat(service.outcome(address("blue", 7))).isEqualTo("found");
            }
            service.awaitSynced();
            assertThat(service.runs().get(0).path("mode").asString()).isEqualTo("full");
            assertThat(service.runs().get(0).path("outcome").asString()).isEqualTo("ok");
            assertThat(service.runs().get(0).path("removed").asInt()).isEqualTo(9);
            assertThat(service.outcome(address("red", 7))).isEqualTo("not-found");
        }
    }

    @Test
    void aMissIsUnknownUntilWhatAWiderSearchBaseAddsWasRead() throws Exception {
        try (RunningService service =
                RunningService.start(configs.of(DAY, List.of(configs.unit("red").inner())))) {
            service.awaitSynced();
            assertThat(service.outcome(address("red", 7))).isEqualTo("not-found");
            try (Held held = hold()) {
                service.reload(configs.of("red"));
                assertThat(service.outcome(address("red", 1))).isEqualTo("found");
                assertThat(service.outcome(address("red", 7))).isEqualTo("never-synced");
            }
            service.awaitSynced();
            assertThat(service.outcome(address("red", 7))).isEqualTo("found");
        }
    }

    @Test
    void otherAttributesAreReadAtOnce() throws Exception {
        try (RunningService service = synced("red")) {
            service.reload(configs.of(DAY, List.of(configs.unit("red").extra("department"))));
            service.awaitSynced();
            assertThat(service.lookup(address("red", 1)).body().toString()).contains("\"department\":[\"red\"]");
        }
    }

    @Test
    void anotherMaxAgeHoldsFromTheNextAnswerOn() throws Exception {
        try (RunningService service = synced("red")) {
            assertThat(service.lookup(address("red", 1)).body().path("stale").asBoolean())
                    .isFalse();
            JsonNode changed = service.reload(configs.of(Duration.ofMillis(1), List.of(configs.unit("red"))))
                    .body()
                    .path("changed");
            assertThat(changed.get(0).path("key").asString()).isEqualTo("adcache.max-age");
            assertThat(service.lookup(address("red", 1)).body().path("stale").asBoolean())
                    .isTrue();
            assertThat(service.runs()).hasSize(1);
        }
    }

    @Test
    void whatNeedsARestartIsRefusedAndNothingElseOfItIsTaken() throws Exception {
        try (RunningService service = synced("red")) {
            RunningService.Got got = service.reload(
                    configs.of(DAY, 12_345, List.of(configs.unit("blue").config())));
            assertThat(got.problem()).isEqualTo("configuration 422");
            JsonNode problem = got.body().path("problems").get(0);
            assertThat(problem.path("key").asString()).isEqualTo("adcache.http.port");
            assertThat(problem.path("suggestion").asString()).startsWith("Restart the service");
            assertThat(service.outcome(address("red", 1))).isEqualTo("found");
            assertThat(service.outcome(address("blue", 1))).isEqualTo("not-found");
            assertThat(service.connection("red").path("id").asString()).isEqualTo("red");
        }
    }

    @Test
    void everyProblemOfAConfigurationIsListedAndNothingChanges() throws Exception {
        try (RunningService service = synced("red")) {
            RunningService.Got got = service.reload(List.of(
                    new ConfigProblem(Path.of("a.conf"), 3, "adcache.max-age", "it is odd.", "Mend it."),
                    new ConfigProblem(Path.of("a.conf"), 7, "adcache.hosts", "there is no such key.", "Remove it.")));
            assertThat(got.problem()).isEqualTo("configuration 422");
            assertThat(got.body().path("problems")).hasSize(2);
            assertThat(service.outcome(address("red", 1))).isEqualTo("found");
        }
    }

    @Test
    void whileTheIntegrationIsOffNothingIsReadAndEverythingOnceItIsOn() throws Exception {
        try (RunningService service = synced("red")) {
            service.send("PUT", "/v1/integration", "{\"enabled\":false}");
            service.reload(configs.of("green", "blue"));
            assertThat(service.runs()).hasSize(1);
            assertThat(service.outcome(address("blue", 1))).isEqualTo("integration-disabled");
            service.send("PUT", "/v1/integration", "{\"enabled\":true}");
            service.awaitSynced();
            assertThat(service.outcome(address("blue", 1))).isEqualTo("found");
            assertThat(service.outcome(address("red", 1))).isEqualTo("not-found");
        }
    }

    @Test
    void allConnectionsMayBeRemovedAndOthersAdded() throws Exception {
        try (RunningService service = synced("red")) {
            service.reload(configs.of());
            assertThat(service.outcome(address("red", 1))).isEqualTo("never-synced");
            service.reload(configs.of("blue"));
            service.awaitSynced();
            assertThat(service.outcome(address("blue", 1))).isEqualTo("found");
            assertThat(service.outcome(address("red", 1))).isEqualTo("not-found");
        }
    }

    @Test
    void aRestartWithTheChangedConfigurationAnswersTheSame() throws Exception {
        Map<String, String> reloaded;
        try (RunningService service = synced("red", "green")) {
            service.reload(configs.of(DAY, List.of(configs.unit("red").inner(), configs.unit("blue"))));
            service.awaitSynced();
            reloaded = service.answers(ReloadConfigs.keys());
        }
        configs = configs.in(temp.resolve("other"));
        synced("red", "green").close();
        try (RunningService service =
                RunningService.start(configs.of(DAY, List.of(configs.unit("red").inner(), configs.unit("blue"))))) {
            service.awaitSynced();
            assertThat(service.answers(ReloadConfigs.keys())).isEqualTo(reloaded);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(temp.resolve("data"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
