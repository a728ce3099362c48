package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Soak of a service with TLS on both sides: changes stream in, the integration is switched off and on, tokens are
 * revoked, domain controllers die, and one kind of hostile client after the other attacks, while clients at full rate
 * compare every answer with a model. {@code -Dadcache.itest.soak=900} lets it run for fifteen minutes.
 */
class SoakIT {
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("adcache.itest.soak", 45));
    private static final int PEOPLE = 100;
    private static final int CLIENTS = 2;
    /** Longest time of one attack. */
    private static final Duration LONGEST = Duration.ofSeconds(20);
    /** Time after which a revoked token is refused. */
    private static final Duration NOTICED = Duration.ofMillis(1500);

    @TempDir
    Path folder;

    private final long seed = Long.getLong("adcache.itest.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SoakReport report = new SoakReport();
    private int revoked;

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void everyAnswerIsRightAndNothingGrows() throws Exception {
        SimulatedDirectoryConfig config = SimulatedDirectoryConfig.in(folder.resolve("directory"))
                .withAccounts(2_000)
                .withControllers(2)
                .withReadableDeletedObjects(true);
        try (SimulatedDirectory directory = SimulatedDirectory.start(config);
                SimulatedService service =
                        SimulatedService.start(directory, folder, Map.of("ADCACHE_JAVA_OPTS", "-Xmx256m"))) {
            SoakPeople people = new SoakPeople(directory.changes(), PEOPLE, new Random(random.nextLong()));
            String token = service.token();
            SoakSwitch onOff = new SoakSwitch(service.tls(), token);
            onOff.awaitCopy();
            onOff.ask("POST", "/v1/sync?mode=full", "");
            for (int i = 0; i < CLIENTS; i++) {
                threads.execute(
                        new SoakClient(service.tls(), token, people, onOff, report, new Random(random.nextLong())));
            }
            threads.execute(() -> repeat(Duration.ofMillis(20), people::change));
            threads.execute(() -> repeat(Duration.ofMillis(500), () -> onOff.ask("POST", "/v1/sync", "")));
            threads.execute(() -> repeat(Duration.ofSeconds(3), () -> restartController(directory, onOff)));
            threads.execute(() -> repeat(Duration.ofSeconds(5), () -> revokeToken(service)));
            ProcessUsage usage = run(service, directory.tree().domainSid(), onOff);
            threads.shutdownNow();
            print(people, onOff, usage);

            assertThat(report.faults()).as("seed %d", seed).isEmpty();
            assertThat(report.right()).isGreaterThan(LENGTH.toSeconds() * 20);
            assertThat(report.undecidedAnswers()).isLessThan(report.right() / 10);
            assertThat(onOff.toggles()).isPositive();
            assertThat(revoked).isPositive();
            assertThat(service.process().isAlive()).isTrue();
            assertThat(usage.trend(ProcessUsage.Sample::files)).isLessThan(2);
            assertThat(usage.trend(ProcessUsage.Sample::memory)).isLessThan(1.3);
        }
    }

    /** Attacks with one kind after the other, and switches off and on in between. */
    private static ProcessUsage run(SimulatedService service, String domainSid, SoakSwitch onOff) {
        ProcessUsage usage = new ProcessUsage(service.process().pid(), service.data());
        List<Attack> kinds = List.of(Attack.values());
        Duration each = LENGTH.dividedBy(kinds.size());
        if (each.compareTo(LONGEST) > 0) {
            each = LONGEST;
        }
        Deadline end = Deadline.in(LENGTH);
        for (int i = 0; !end.isOver(); i++) {
            Attack attack = kinds.get(i % kinds.size());
            Attack.Running running = attack.start(service.tls(), service.token(), domainSid);
            try {
                watch(usage, each);
            } finally {
                running.close();
            }
            if (i % 4 == 1) {
                onOff.toggle(Duration.ofMillis(300));
            }
        }
        return usage;
    }

    private static void watch(ProcessUsage usage, Duration time) {
        Deadline end = Deadline.in(time);
        while (!end.isOver()) {
            usage.sample();
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
    }

    private static void repeat(Duration pause, Runnable step) {
        while (!Thread.currentThread().isInterrupted()) {
            step.run();
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    /** Not while a copy is read after a switch: it would hardly ever be read to its end. */
    private void restartController(SimulatedDirectory directory, SoakSwitch onOff) {
        if (onOff.phase().kind() != SoakSwitch.Kind.ON) {
            return;
        }
        int number = random.nextInt(directory.controllers().size());
        directory.controller(number).stop();
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        try {
            directory.controller(number).start();
        } catch (IOException e) {
            report.answered(Optional.of("a controller doesn't start again: " + e));
        }
    }

    private void revokeToken(SimulatedService service) {
        String token = service.token("lookup");
        SoakSwitch caller = new SoakSwitch(service.tls(), token);
        LockSupport.parkNanos(NOTICED.toNanos());
        check(caller.ask("GET", "/v1/integration", "").status() == 200, "a new token isn't accepted");
        service.cli("token", "revoke", id(service));
        LockSupport.parkNanos(NOTICED.toNanos());
        check(caller.ask("GET", "/v1/integration", "").status() == 401, "a revoked token is accepted");
        revoked++;
    }

    /** The id of the token without the scope admin. */
    private static String id(SimulatedService service) {
        JsonNode list = JsonMapper.shared().readTree(service.cli("token", "list", "--json"));
        for (JsonNode token : list.path("tokens")) {
            if (!token.path("scopes").toString().contains("admin")) {
                return token.path("id").asString();
            }
        }
        throw new AssertionError("no such token: " + list);
    }

    private void check(boolean right, String fault) {
        report.answered(right ? Optional.empty() : Optional.of(fault));
    }

    private void print(SoakPeople people, SoakSwitch onOff, ProcessUsage usage) {
        System.out.println("soak of " + LENGTH.toSeconds() + " s: " + report.right() + " answers right, "
                + report.wrong() + " wrong, " + report.refusals() + " refused, "
                + report.undecidedAnswers() + " undecided, " + report.disconnections()
                + " connections lost, " + people.made() + " changes, " + onOff.toggles() + " times off and on, "
                + revoked + " tokens revoked; " + usage);
    }
}
