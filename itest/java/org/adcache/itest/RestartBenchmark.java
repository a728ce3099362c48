package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;

/** Benchmark of restarts of the package's unit under a client that retries; see {@code itest/bench/restart}. */
final class RestartBenchmark {
    private static final String ARCHIVE = "adcache-archive.service";
    private static final String DROP_IN = "/etc/systemd/system/adcache.service.d/options.conf";
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    /** Events of a restart, and what ends with each. */
    private static final Map<String, String> PHASES = phases();

    private final BootedDebian debian;
    private final InstalledService service;
    private final String token;
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();
    private final AtomicLong longestNanos = new AtomicLong();

    private RestartBenchmark(BootedDebian debian, InstalledService service) {
        this.debian = debian;
        this.service = service;
        this.token =
                debian.run("adcache", "token", "create", "--scope", "lookup").strip();
    }

    private static Map<String, String> phases() {
        Map<String, String> phases = new LinkedHashMap<>();
        phases.put("InactiveEnter", "stopping");
        phases.put("InactiveExit", "between stop and start");
        phases.put("ExecMainStart", "what runs before the service");
        phases.put("ActiveEnter", "until it is ready");
        return phases;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("adcache-bench-");
        SimulatedDirectoryConfig config =
                SimulatedDirectoryConfig.in(folder.resolve("directory")).withAccounts(Integer.parseInt(args[0]));
        try (SimulatedDirectory directory = SimulatedDirectory.start(config);
                BootedDebian debian = BootedDebian.boot(DebianTree.of("bookworm"), folder.resolve("machine"))) {
            InstalledService service = InstalledService.start(debian, directory);
            new RestartBenchmark(debian, service)
                    .run(Integer.parseInt(args[1]), List.of(args).subList(2, args.length));
        } finally {
            Command.of("rm", "-rf", folder.toString()).run();
        }
    }

    private void run(int rounds, List<String> javaOptions) throws InterruptedException {
        Deadline.await(
                "the archive of classes",
                TIMEOUT,
                debian::quote,
                () -> debian.unit(ARCHIVE).get("ActiveState").equals("inactive"));
        System.out.println(debian.run("ls", "-l", "/var/cache/adcache"));
        // The index image is written some time after the first read.
        Deadline.await(
                "the index image",
                TIMEOUT,
                debian::quote,
                () -> debian.files().stream().anyMatch(file -> file.matches("/var/lib/adcache/index-.*\\.img")));
        Thread client = new Thread(this::ask);
        client.start();
        Map<String, Figures> turns = new LinkedHashMap<>();
        turns.put("", new Figures());
        javaOptions.forEach(options -> turns.put(options, new Figures()));
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Figures> turn : turns.entrySet()) {
                use(turn.getKey());
                restart(turn.getValue());
            }
        }
        done.set(true);
        client.join();
        turns.forEach((options, figures) -> figures.print(options));
        System.out.println(answers + " answers, " + wrong + " others");
    }

    /** Has the unit start with these options of Java from now on; none: as installed. */
    private void use(String javaOptions) {
        String dropIn = "[Service]\nEnvironment=\"ADCACHE_JAVA_OPTS=" + javaOptions + "\"\n";
        try {
            Path file = debian.file(DROP_IN);
            Files.createDirectories(file.getParent());
            Files.writeString(file, dropIn);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        debian.run("systemctl", "daemon-reload");
    }

    private void restart(Figures figures) throws InterruptedException {
        longestNanos.set(0);
        long began = System.nanoTime();
        debian.run("systemctl", "restart", InstalledService.UNIT);
        figures.restarts.add(millis(System.nanoTime() - began));
        int before = answers.get();
        Deadline.await("answers again", TIMEOUT, debian::quote, () -> answers.get() > before + 100);
        figures.gaps.add(millis(longestNanos.get()));
        note(figures.phases, debian.unit(InstalledService.UNIT));
    }

    /** Of the restarts with the same options of Java, in milliseconds. */
    private static final class Figures {
        private final List<Long> restarts = new ArrayList<>();
        private final List<Long> gaps = new ArrayList<>();
        private final Map<String, List<Long>> phases = new LinkedHashMap<>();

        void print(String options) {
            System.out.println(options.isEmpty() ? "as installed" : options);
            System.out.println("systemctl restart, ms: " + sorted(restarts));
            System.out.println("longest wait of the client for an answer, ms: " + sorted(gaps));
            phases.forEach((phase, millis) -> System.out.println("  " + phase + ", ms: " + sorted(millis)));
        }
    }

    /** Where the time of the last restart went, by the clock of systemd. */
    private static void note(Map<String, List<Long>> phases, BootedDebian.Unit unit) {
        String before = "ActiveExit";
        for (Map.Entry<String, String> phase : PHASES.entrySet()) {
            phases.computeIfAbsent(phase.getValue(), any -> new ArrayList<>())
                    .add(Duration.of(microseconds(unit, phase.getKey()) - microseconds(unit, before), ChronoUnit.MICROS)
                            .toMillis());
            before = phase.getKey();
        }
    }

    private static long microseconds(BootedDebian.Unit unit, String event) {
        return Long.parseLong(unit.get(event + "TimestampMonotonic"));
    }

    private static List<Long> sorted(List<Long> values) {
        Collections.sort(values);
        return values;
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }

    /** Asks one question after the other, each again until it is answered. */
    private void ask() {
        while (!done.get()) {
            long began = System.nanoTime();
            int status = service.status(token);
            while (status == 0 && !done.get()) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
                status = service.status(token);
            }
            longestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
            (status == 404 ? answers : wrong).incrementAndGet();
        }
    }
}
