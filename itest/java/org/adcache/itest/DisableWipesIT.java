package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Turning the integration off leaves no personal data in the data folder, and none was there in the clear before. */
@ExtendWith(SharedSamba.class)
class DisableWipesIT {
    private static final String QUESTION = "/v1/lookup?key=awkward1@corp.example.test";

    /** Names that the data folder may hold: the accounts every domain has, and words of our own files. */
    private static final Set<String> OWN_WORDS = Set.of(ServiceAccounts.GOOD);

    private final SambaDomain domain;

    DisableWipesIT(SambaDomain domain) {
        this.domain = domain;
    }

    @Test
    void nothingOfAnybodyIsInTheClearBeforeAndNothingIsLeftAfter(@TempDir Path folder) throws IOException {
        DirectoryTruth truth = DirectoryTruth.read(domain);
        Traces traces = tracesOf(truth);
        Path data = folder.resolve("data");
        TestConfig config = TestConfig.ldaps(domain, data);
        try (AdcacheProcess adcache = AdcacheProcess.start(domain, config).awaitSynced()) {
            AdcacheClient client = adcache.client();
            client.get(QUESTION).expect(200);
            awaitIndexImage(data, adcache);
            assertThat(traces.findIn(data)).isEmpty();
            assertThat(files(data, "cache-")).isNotEmpty();

            JsonNode off = client.put("/v1/integration", Map.of("enabled", false))
                    .expect(200)
                    .body();

            assertReceipt(off, truth);
            Deadline.await(
                    "the process is replaced",
                    Duration.ofMinutes(1),
                    adcache::quote,
                    () -> adcache.process().errors().contains("listening again on "));
            AdcacheClient.Answer answer = client.get(QUESTION).expect(503);
            assertThat(answer.problem()).isEqualTo("integration-disabled");
            assertThat(client.post("/v1/lookup", Map.of("keys", List.of("awkward1")))
                            .expect(503)
                            .problem())
                    .isEqualTo("integration-disabled");
            assertThat(client.get("/v1/suggest?q=john").expect(503).problem()).isEqualTo("integration-disabled");
            assertThat(client.post("/v1/sync").expect(409).problem()).isEqualTo("integration-disabled");
            assertThat(files(data, "cache-")).isEmpty();
            assertThat(files(data, "index-")).isEmpty();
            assertThat(traces.findIn(data)).isEmpty();
        }

        try (AdcacheProcess adcache = AdcacheProcess.start(domain, config)) {
            AdcacheClient client = adcache.client();
            assertThat(client.get(QUESTION).expect(503).problem()).isEqualTo("integration-disabled");

            client.put("/v1/integration", Map.of("enabled", true)).expect(200);

            Deadline.await(
                    "enabling brings the answer back",
                    Duration.ofMinutes(2),
                    adcache::quote,
                    () -> client.get(QUESTION).status() == 200);
            assertThat(client.cache().path("accounts").asInt())
                    .isEqualTo(truth.accounts().size());
            awaitIndexImage(data, adcache);
            assertThat(traces.findIn(data)).isEmpty();
        }
    }

    /** The index image for the next start is saved after the service has answered already. */
    private static void awaitIndexImage(Path data, AdcacheProcess adcache) {
        Deadline.await("the index is left on disk", Duration.ofMinutes(1), adcache::quote, () -> {
            List<Path> files = files(data, "index-");
            return !files.isEmpty()
                    && files.stream().allMatch(file -> file.toString().endsWith(".img"));
        });
    }

    private static void assertReceipt(JsonNode off, DirectoryTruth truth) {
        JsonNode receipt = off.path("lastWipe");
        assertThat(off.path("enabled").asBoolean(true)).isFalse();
        assertThat(receipt.path("accounts").asInt()).isEqualTo(truth.accounts().size());
        assertThat(receipt.path("files").asInt()).isPositive();
        assertThat(receipt.path("bytes").asLong()).isPositive();
        assertThat(Instant.parse(receipt.path("finishedAt").asString()))
                .isAfterOrEqualTo(Instant.parse(receipt.path("startedAt").asString()));
    }

    private static List<Path> files(Path data, String beginning) {
        try (var files = Files.list(data)) {
            return files.filter(file -> file.getFileName().toString().startsWith(beginning))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Every address, DN, SID, and name of 8 bytes or more; except those of the service account and the built-in
     * accounts.
     */
    private static Traces tracesOf(DirectoryTruth truth) {
        Traces traces = new Traces();
        for (ExpectedAccount account : truth.accounts()) {
            LdifEntry entry = account.entry();
            if (isBuiltIn(account)
                    || OWN_WORDS.contains(entry.text("sAMAccountName").orElse(""))) {
                continue;
            }
            account.addresses().forEach(traces::addText);
            entry.texts("distinguishedName").forEach(traces::addText);
            entry.texts("sAMAccountName").forEach(traces::addText);
            entry.texts("userPrincipalName").forEach(traces::addText);
            entry.texts("cn").forEach(traces::addText);
            entry.texts("cn").forEach(traces::addFolded);
            account.sid().ifPresent(traces::addText);
            entry.bytes("objectSid").ifPresent(sid -> traces.addBytes(sid, "binary SID of " + account.guid()));
        }
        assertThat(traces.size()).isGreaterThan(3 * 4 * SambaPopulation.RANDOM_PEOPLE);
        return traces;
    }

    /** Accounts that every domain has: their relative identifier is below 1000, or their SID is S-1-5-32-…. */
    private static boolean isBuiltIn(ExpectedAccount account) {
        return account.sid()
                .map(sid -> sid.startsWith("S-1-5-32-")
                        || Integer.parseInt(sid.substring(sid.lastIndexOf('-') + 1)) < 1000
                        || account.entry().texts("distinguishedName").toString().contains("CN=Users"))
                .orElse(false);
    }
}
