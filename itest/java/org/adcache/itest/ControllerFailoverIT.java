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
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Two controllers, of which the active one fails in three ways at three moments: nothing is lost, no client notices,
 * no cycle hangs, and the other one is used.
 */
@ExtendWith(SharedLinkedDomains.class)
@TestInstance(Lifecycle.PER_CLASS)
class ControllerFailoverIT {
    /** Longer than a login could take that asks a silent KDC, 10 s. */
    private static final Duration TIMEOUT = Duration.ofSeconds(16);

    private static final Duration WAIT = Duration.ofMinutes(2);

    private final LinkedDomains domains;
    private final SambaDomain corp;
    private final DirectoryTruth truth;

    private AdcacheProcess adcache;
    private Path krb5Conf;
    private ConstantReader reader;

    /** Failure mode of a controller. */
    enum Fate {
        /** Its processes end: connections are refused. */
        KILLED {
            @Override
            void befalls(SambaController controller, Lan lan) {
                controller.kill();
            }

            @Override
            void isOver(SambaController controller, Lan lan) {
                controller.start();
            }
        },
        /** Connections are accepted, and nothing answers on them. */
        HALTED {
            @Override
            void befalls(SambaController controller, Lan lan) {
                controller.halt();
            }

            @Override
            void isOver(SambaController controller, Lan lan) {
                controller.goOn();
            }
        },
        /** Packets are lost. */
        UNPLUGGED {
            @Override
            void befalls(SambaController controller, Lan lan) {
                lan.unplug(controller.namespace());
            }

            @Override
            void isOver(SambaController controller, Lan lan) {
                lan.plug(controller.namespace());
            }
        };

        abstract void befalls(SambaController controller, Lan lan);

        abstract void isOver(SambaController controller, Lan lan);
    }

    /** Moment of the failure. */
    enum Moment {
        /** A cycle has started, and no account was read. */
        BIND {
            @Override
            boolean hasCome(JsonNode run) {
                return run.path("phase").asString().equals("connecting");
            }
        },
        /** Some pages have been received, and more are to come. */
        READ {
            @Override
            boolean hasCome(JsonNode run) {
                return run.path("phase").asString().equals("reading")
                        && run.path("read").asInt() > 0;
            }
        },
        /** No cycle is running. */
        BETWEEN {
            @Override
            boolean hasCome(JsonNode run) {
                return run.hasNonNull("finishedAt");
            }
        };

        abstract boolean hasCome(JsonNode run);
    }

    ControllerFailoverIT(LinkedDomains domains) {
        this.domains = domains;
        this.corp = domains.corp();
        this.truth = DirectoryTruth.read(corp);
    }

    @BeforeAll
    void sync(@TempDir Path folder) {
        TestConfig config = TestConfig.ldaps(corp, folder.resolve("data"))
                .with("sync.every", "5s")
                .with("sync.timeout", TIMEOUT.toSeconds() + "s");
        krb5Conf = config.dataDir().resolve("krb5.conf");
        adcache = AdcacheProcess.start(domains.desk(), config, List.of(), Map.of())
                .awaitSynced();
        reader = ConstantReader.start(adcache.client(), truth.guids());
    }

    @AfterAll
    void stop() {
        reader.close();
        adcache.close();
    }

    @ParameterizedTest
    @CsvSource({
        "KILLED, BIND", "KILLED, READ", "KILLED, BETWEEN",
        "HALTED, BIND", "HALTED, READ", "HALTED, BETWEEN",
        "UNPLUGGED, BIND", "UNPLUGGED, READ", "UNPLUGGED, BETWEEN"
    })
    void goesOnWithTheOtherController(Fate fate, Moment moment) {
        long answersBefore = reader.answers();
        Instant struckAt;
        SambaController struck = await(moment);
        try {
            fate.befalls(struck, domains.lan());
            struckAt = Instant.now();
            String other = awaitSuccessAt(candidate -> !candidate.startsWith(struck.host()), struckAt);
            System.out.printf(
                    "%s %s: %s after %d ms%n",
                    fate,
                    moment,
                    other,
                    Duration.between(struckAt, Instant.now()).toMillis());
            assertEverythingIsThere();
            awaitTicketsFromTheControllerInUse();
        } finally {
            fate.isOver(struck, domains.lan());
        }
        Instant overAt = Instant.now();
        awaitSuccessAt(any -> true, overAt);
        assertEverythingIsThere();
        assertThat(reader.answers()).isGreaterThan(answersBefore);
    }

    /** Waits for the moment, with a full read if needed, and returns the controller in use then. */
    private SambaController await(Moment moment) {
        AdcacheClient client = adcache.client();
        Deadline.await(
                "the last cycle has ended well",
                WAIT,
                adcache::quote,
                () -> client.runs().stream()
                        .filter(run -> run.hasNonNull("finishedAt"))
                        .findFirst()
                        .filter(run -> run.path("outcome").asString().equals("ok"))
                        .isPresent());
        if (moment != Moment.BETWEEN) {
            client.post("/v1/sync?mode=full").expect(202);
        }
        // The full read may be queued behind a running cycle.
        int newest = moment == Moment.BETWEEN ? 1 : 2;
        Deadline.await(
                "a cycle at the moment " + moment,
                WAIT,
                adcache::quote,
                () -> client.runs().stream().limit(newest).anyMatch(moment::hasCome));
        return corp.controller(client.connection().path("server").asString());
    }

    private String awaitSuccessAt(Predicate<String> server, Instant after) {
        AdcacheClient client = adcache.client();
        Deadline.await("a cycle succeeds", WAIT, () -> adcache.quote() + "\n" + client.runs(), () -> {
            JsonNode connection = client.connection();
            return server.test(connection.path("server").asString())
                    && Instant.parse(connection.path("lastSuccess").asString()).isAfter(after)
                    && !connection.hasNonNull("lastError");
        });
        return client.connection().path("server").asString();
    }

    /** The KDC that is asked first is that of the controller that is read from. */
    private void awaitTicketsFromTheControllerInUse() {
        Deadline.await("the controller in use is the first KDC", WAIT, adcache::quote, () -> {
            String server = adcache.client().connection().path("server").asString();
            return firstKdc().equals(server.substring(0, server.lastIndexOf(':')));
        });
    }

    private String firstKdc() {
        try (Stream<String> lines = Files.lines(krb5Conf)) {
            return lines.map(String::strip)
                    .filter(line -> line.startsWith("kdc = "))
                    .findFirst()
                    .map(line -> line.substring("kdc = ".length()))
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertEverythingIsThere() {
        AdcacheClient client = adcache.client();
        assertThat(client.cache().path("accounts").asInt())
                .isEqualTo(truth.accounts().size());
        Set<String> found = new TreeSet<>();
        client.lookup(truth.guids(), "guid").forEach(result -> {
            assertThat(result.path("accounts").size()).as(result.toString()).isEqualTo(1);
            found.add(result.path("accounts").path(0).path("objectGUID").asString());
        });
        assertThat(found).isEqualTo(new TreeSet<>(truth.guids()));
    }

    @AfterEach
    void noCycleHungAndNoAnswerWasWrong() {
        assertThat(reader.faults()).as(adcache::quote).isEmpty();
        assertThat(adcache.client().runs())
                .as(adcache::quote)
                .allSatisfy(run -> assertThat(length(run)).as(run.toString()).isLessThan(TIMEOUT.plusSeconds(2)));
    }

    private static Duration length(JsonNode run) {
        Instant start = Instant.parse(run.path("startedAt").asString());
        return Duration.between(
                start,
                run.hasNonNull("finishedAt")
                        ? Instant.parse(run.path("finishedAt").asString())
                        : Instant.now());
    }
}
