package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * SIGKILL at a random moment of a sync while clients ask, fifteen times, or as often as {@code -Dadcache.itest.kills}
 * says. Before each round all marked people move to a new address together, so that an answer that mixes two generations
 * is detected.
 */
@ExtendWith(SharedSamba.class)
class KillDuringSyncIT {
    private static final int ROUNDS = Integer.getInteger("adcache.itest.kills", 15);
    private static final int CLIENTS = 4;
    /** Full reads, and reads of changes only. */
    private static final List<String> MODES = List.of("full", "auto");

    private static final List<String> MARKED =
            IntStream.range(100, 120).mapToObj(i -> "person" + i).toList();

    private final SambaDomain domain;

    /** The DNs of the marked people. */
    private final Map<String, String> people = new LinkedHashMap<>();

    private final long seed = Long.getLong("adcache.itest.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final AtomicLong answers = new AtomicLong();

    /**
     * State of the cache as a reader sees it: its generation, and the address round of the marked people.
     */
    private record Seen(long generation, int round) {}

    /** Clients that ask until the service is gone; each sees the generations in their order. */
    private final class Clients implements AutoCloseable {
        private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        private final List<Future<Seen>> asked = new ArrayList<>();

        Clients(AdcacheClient client, Seen from) {
            for (int i = 0; i < CLIENTS; i++) {
                asked.add(threads.submit(() -> askUntilGone(client, from)));
            }
        }

        private Seen askUntilGone(AdcacheClient client, Seen from) {
            Seen last = from;
            for (; ; answers.incrementAndGet()) {
                Seen next;
                try {
                    next = look(client);
                } catch (UncheckedIOException gone) {
                    return last;
                }
                assertThat(next.generation()).isGreaterThanOrEqualTo(last.generation());
                assertThat(next.round()).isGreaterThanOrEqualTo(last.round());
                last = next;
            }
        }

        /** The latest generation that any of them saw; to be called once the service is gone. */
        Seen latest() throws InterruptedException, ExecutionException {
            List<Seen> seen = new ArrayList<>();
            for (Future<Seen> one : asked) {
                seen.add(one.get());
            }
            return Collections.max(seen, Comparator.comparingLong(Seen::generation));
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }

    KillDuringSyncIT(SambaDomain domain) {
        this.domain = domain;
        MARKED.forEach(person -> people.put(person, domain.account(person).dn()));
    }

    @AfterEach
    void leaveNoMark() {
        moveTo("corp.example.test");
    }

    @Test
    void alwaysStartsWithTheLastCommittedGeneration(@TempDir Path folder) throws Exception {
        System.out.println("moments of death: -Dadcache.itest.seed=" + seed);
        TestConfig config = TestConfig.ldaps(domain, folder.resolve("data"));
        Map<String, Long> nanos = new LinkedHashMap<>();
        try (AdcacheProcess adcache = AdcacheProcess.start(domain, config).awaitSynced()) {
            for (String mode : MODES) {
                moveTo("round0." + mode + ".example");
                long start = System.nanoTime();
                adcache.sync(mode);
                nanos.put(mode, System.nanoTime() - start);
            }
        }
        Seen last = new Seen(0, 0);
        for (int round = 1; round <= ROUNDS; round++) {
            moveTo("round" + round + ".example");
            try (AdcacheProcess adcache = AdcacheProcess.start(domain, config)) {
                Seen atStart = look(adcache.client());
                assertThat(atStart.generation())
                        .as("generation at the start of round %d, %s, was %s", round, atStart, last)
                        .isGreaterThanOrEqualTo(last.generation());
                assertThat(atStart.round())
                        .as("round that the people are in: %s, was %s", atStart, last)
                        .isGreaterThanOrEqualTo(last.round());
                String mode = MODES.get(round % MODES.size());
                adcache.client().post("/v1/sync?mode=" + mode).expect(202);
                long longest = nanos.getOrDefault(mode, 0L);
                try (Clients clients = new Clients(adcache.client(), atStart)) {
                    adcache.process().awaitExit(Duration.ofNanos((long) (random.nextDouble() * longest * 1.2)));
                    adcache.kill();
                    last = clients.latest();
                }
            }
            if (round % 50 == 0 || round == ROUNDS) {
                System.out.println(round + " kills, " + answers.get() + " answers meanwhile");
            }
        }
        try (AdcacheProcess adcache = AdcacheProcess.start(domain, config)) {
            adcache.sync();
            assertThat(look(adcache.client()).round()).isEqualTo(ROUNDS);
        }
    }

    private void moveTo(String mailDomain) {
        StringBuilder ldif = new StringBuilder();
        people.forEach((person, dn) -> {
            ldif.append("dn:: ").append(base64(dn)).append("\nchangetype: modify\nreplace: mail\nmail: ");
            ldif.append(person).append('@').append(mailDomain).append("\n\n");
        });
        domain.modify(ldif.toString());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Seen look(AdcacheClient client) {
        AdcacheClient.Answer answer = client.post("/v1/lookup", Map.of("keys", MARKED, "by", "account"))
                .expect(200);
        TreeSet<String> rounds = new TreeSet<>();
        for (JsonNode result : answer.body().path("results")) {
            String addresses = result.path("accounts").path(0).path("addresses").toString();
            rounds.add(addresses.replaceAll(".*@round(\\d+)\\..*", "$1"));
        }
        assertThat(rounds).as("all marked people moved together").hasSize(1);
        return new Seen(answer.body().path("generation").asLong(), Integer.parseInt(rounds.first()));
    }
}
