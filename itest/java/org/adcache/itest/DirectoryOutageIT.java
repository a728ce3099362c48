package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Outage of a controller, and its return. */
@ExtendWith(SharedSamba.class)
class DirectoryOutageIT {
    private final SambaDomain domain;

    DirectoryOutageIT(SambaDomain domain) {
        this.domain = domain;
    }

    @AfterEach
    void startAgain() {
        domain.start();
    }

    @Test
    void answersFromDiskWhileTheControllerIsGoneAndRecoversByItself(@TempDir Path folder) {
        DirectoryTruth truth = DirectoryTruth.read(domain);
        TestConfig config = TestConfig.ldaps(domain, folder.resolve("data"))
                .withServer(SambaDomain.CONTROLLER)
                .with("kdcs", "[\"" + SambaDomain.CONTROLLER + "\"]")
                .with("sync.every", "5s");
        List<JsonNode> before;
        Instant syncedAt;
        try (AdcacheProcess adcache = AdcacheProcess.start(domain, config).awaitSynced()) {
            before = adcache.client().lookup(truth.guids(), "guid");
        }

        domain.stop();
        Instant stoppedAt = Instant.now();
        try (AdcacheProcess adcache = AdcacheProcess.start(domain, config)) {
            AdcacheClient client = adcache.client();
            client.get("/v1/lookup?key=awkward1@corp.example.test").expect(200);
            assertThat(adcache.sinceListening()).isLessThan(Duration.ofSeconds(1));
            assertThat(client.lookup(truth.guids(), "guid")).isEqualTo(before);
            assertThat(client.get("/readyz").status()).isEqualTo(200);

            JsonNode error = adcache.awaitLastError();
            assertThat(Instant.parse(error.path("at").asString())).isAfter(stoppedAt.minusSeconds(1));
            assertThat(error.path("type").asString()).isNotBlank();
            assertThat(error.path("detail").asString()).contains(SambaDomain.CONTROLLER);
            assertThat(error.path("remedy").asString()).isNotBlank();
            syncedAt = Instant.parse(client.connection().path("lastSuccess").asString());
            assertThat(syncedAt).isBefore(stoppedAt);
            assertThat(client.cache().path("accounts").asInt())
                    .isEqualTo(truth.accounts().size());

            domain.start();
            Deadline.await(
                    "the next sync succeeds",
                    Duration.ofMinutes(2),
                    adcache::quote,
                    () -> Instant.parse(client.connection().path("lastSuccess").asString())
                            .isAfter(stoppedAt));
            assertThat(client.connection().hasNonNull("lastError"))
                    .as(adcache::quote)
                    .isFalse();
            assertThat(client.lookup(truth.guids(), "guid")).isEqualTo(before);
        }
    }
}
