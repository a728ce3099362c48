package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/** Services that copy one domain, each with another change feed; their cycles run on request. */
final class CopyPerFeed implements AutoCloseable {
    private static final int FIRST_PORT = 8640;
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final Map<String, AdcacheProcess> services = new LinkedHashMap<>();
    /** How many cycles of each scope each feed had. */
    private final Map<String, Integer> scopes = new TreeMap<>();

    /** @param accounts the service account of each feed, as it is configured */
    static CopyPerFeed start(NetworkNamespace place, SambaDomain domain, Path folder, Map<String, String> accounts) {
        CopyPerFeed copies = new CopyPerFeed();
        try {
            accounts.forEach((feed, account) -> {
                TestConfig config = TestConfig.ldaps(domain, folder.resolve(feed))
                        .withPort(FIRST_PORT + copies.services.size())
                        .withKeytab(domain.keytab(account))
                        .with("sync.feed", feed);
                copies.services.put(feed, AdcacheProcess.start(place, config, List.of(), Map.of()));
            });
            copies.services.values().forEach(AdcacheProcess::awaitSynced);
        } catch (RuntimeException | Error e) {
            copies.close();
            throw e;
        }
        return copies;
    }

    void forEach(BiConsumer<String, AdcacheProcess> action) {
        services.forEach(action);
    }

    Map<String, Integer> scopes() {
        return scopes;
    }

    /** Runs one cycle of each service, all at once. */
    void cycle(String mode, String when) {
        Map<String, String> begun = new TreeMap<>();
        services.forEach((feed, service) -> begun.put(
                feed,
                service.client()
                        .post("/v1/sync?mode=" + mode)
                        .expect(202)
                        .body()
                        .path("runs")
                        .path(0)
                        .path("id")
                        .asString()));
        services.forEach((feed, service) -> {
            String id = begun.getOrDefault(feed, "");
            Deadline.await(
                    "the cycle ends",
                    TIMEOUT,
                    service::quote,
                    () -> run(service, id).hasNonNull("finishedAt"));
            JsonNode run = run(service, id);
            assertThat(run.path("outcome").asString())
                    .as("%s, %s: %s\n%s", feed, when, run, service.quote())
                    .isEqualTo("ok");
            scopes.merge(feed + " " + run.path("scope").asString(), 1, Integer::sum);
        });
    }

    private static JsonNode run(AdcacheProcess service, String id) {
        return service.client().runs().stream()
                .filter(run -> run.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        services.values().forEach(AdcacheProcess::close);
    }
}
