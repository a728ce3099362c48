package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.adcache.process.ProcessReplacement;
import org.adcache.testing.Needles;
import org.adcache.testing.ProcessPages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Pages of the process a second after a wipe, which interrupts a full read, lookups and suggestions. The number of
 * accounts is the system property {@code adcache.itest.memory.accounts}.
 */
class MemoryAfterWipeIT {
    private static final int ACCOUNTS = Integer.getInteger("adcache.itest.memory.accounts", 2_000);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @Test
    void noPageHoldsPersonalDataASecondAfterTheReceipt(@TempDir Path folder) throws Exception {
        SimulatedDirectoryConfig config =
                SimulatedDirectoryConfig.in(folder.resolve("directory")).withAccounts(ACCOUNTS);
        try (SimulatedDirectory directory = SimulatedDirectory.start(config);
                SimulatedService service = SimulatedService.start(directory, folder, Map.of())) {
            long process = service.process().pid();
            PersonalData data = PersonalData.of(directory.tree());
            data.ignoreProgram(ProjectFiles.distribution());
            service.awaitServed();
            assertThat(data.addKeys(folder.resolve("data"))).isPositive();

            wipe(service, data, 1);
            AdcacheClient client = service.client();
            client.put("/v1/integration", Map.of("enabled", true)).expect(200);
            service.awaitServed();
            data.addKeys(folder.resolve("data"));
            wipe(service, data, 2);

            assertThat(service.process().pid()).isEqualTo(process);
            assertThat(service.process().lines()).hasSize(1);
            assertThat(Command.of("jcmd", Long.toString(process), "VM.uptime").run())
                    .contains(" s");
            service.process().signal("TERM");
            assertThat(service.process().awaitExit(TIMEOUT)).contains(0);
        }
    }

    /** Without its native library the service can't replace itself, as on an architecture for which there is none. */
    @Test
    void noReachableObjectHoldsPersonalDataIfTheProcessCantBeReplaced(@TempDir Path folder) throws Exception {
        Path distribution = folder.resolve("distribution");
        Command.of("cp", "-a", ProjectFiles.distribution().toString(), distribution.toString())
                .run();
        Command.of("rm", "-r", distribution.resolve("lib/native").toString()).run();
        SimulatedDirectoryConfig config =
                SimulatedDirectoryConfig.in(folder.resolve("directory")).withAccounts(ACCOUNTS);
        try (SimulatedDirectory directory = SimulatedDirectory.start(config);
                SimulatedService service = SimulatedService.start(directory, folder, distribution, Map.of())) {
            PersonalData data = PersonalData.of(directory.tree());
            data.ignoreProgram(distribution);
            service.awaitServed();
            data.addKeys(folder.resolve("data"));
            List<Caller> callers = call(service, data);
            for (String address : data.addresses().subList(0, 5)) {
                service.client().getInBackground("/v1/lookup?key=" + address).expect(200);
            }
            assertThat(inHeapDump(service, data, folder.resolve("before.hprof")).needles())
                    .isGreaterThan(ACCOUNTS);

            service.client().post("/v1/sync?mode=full").expect(202);
            service.client().put("/v1/integration", Map.of("enabled", false)).expect(200);
            long received = System.nanoTime();

            Deadline.await(
                    "a word of it in the log",
                    TIMEOUT,
                    service.process()::quote,
                    () -> service.process().errors().contains("process-not-replaced"));
            for (Caller caller : callers) {
                caller.end();
            }
            TimeUnit.NANOSECONDS.sleep(received + SECOND.toNanos() - System.nanoTime());
            assertThat(inHeapDump(service, data, folder.resolve("after.hprof")).examples())
                    .isEmpty();
            assertThat(service.client().get("/v1/lookup?key=anna").problem()).isEqualTo("integration-disabled");
        }
    }

    private static Needles.Found inHeapDump(SimulatedService service, PersonalData data, Path file) throws Exception {
        Command.of("jcmd", Long.toString(service.process().pid()), "GC.heap_dump", file.toString())
                .run();
        Needles.Search search = data.needles().search();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] piece = new byte[1 << 20];
            for (int length = in.read(piece); length > 0; length = in.read(piece)) {
                search.next(piece, length, file.getFileName().toString());
            }
        }
        return search.result();
    }

    private static List<Caller> call(SimulatedService service, PersonalData data) {
        List<Caller> callers = List.of(new Caller(service, data, 1), new Caller(service, data, 2));
        callers.forEach(Caller::start);
        Deadline.await(
                "many answers",
                TIMEOUT,
                service.process()::quote,
                () -> callers.stream().allMatch(caller -> caller.answers.get() > 50));
        return callers;
    }

    private static void wipe(SimulatedService service, PersonalData data, int number) throws Exception {
        long process = service.process().pid();
        List<Caller> callers = call(service, data);
        Needles.Found before = ProcessPages.search(process, data.needles());
        assertThat(before.needles()).isGreaterThan(ACCOUNTS);

        AdcacheClient client = service.client();
        client.post("/v1/sync?mode=full").expect(202);
        Deadline.await("entries are read", TIMEOUT, service.process()::quote, () -> isReading(client));
        long asked = System.nanoTime();
        JsonNode receipt = client.put("/v1/integration", Map.of("enabled", false))
                .expect(200)
                .body()
                .path("lastWipe");
        long received = System.nanoTime();
        assertThat(receipt.path("accounts").asInt()).isGreaterThan(ACCOUNTS / 2);
        Deadline.await(
                "the process is replaced",
                TIMEOUT,
                service.process()::quote,
                () -> replacements(process).contains("=" + number));
        long replaced = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(received + SECOND.toNanos() - System.nanoTime());

        Needles.Found after = ProcessPages.search(process, data.needles());
        AdcacheClient.Answer answer = service.client().get("/v1/lookup?key=anna");
        assertThat(answer.problem()).isEqualTo("integration-disabled");
        for (Caller caller : callers) {
            caller.end();
        }
        System.out.printf(
                "%d accounts, %d needles: %d found before; wiped in %d ms, replaced %d ms later; %d found; longest"
                        + " waits %s ms%n",
                ACCOUNTS,
                data.needles().size(),
                before.needles(),
                (received - asked) / 1_000_000,
                (replaced - received) / 1_000_000,
                after.needles(),
                callers.stream().map(caller -> caller.longest / 1_000_000).toList());
        assertThat(after.examples()).as("%d needles", after.needles()).isEmpty();
        assertThat(callers).allSatisfy(caller -> assertThat(caller.failures).isEmpty());
        assertThat(Duration.ofNanos(replaced - received)).isLessThan(SECOND);
    }

    private static String replacements(long process) {
        try {
            return Arrays.stream(Files.readString(Path.of("/proc/" + process + "/environ"), StandardCharsets.ISO_8859_1)
                            .split("\0", -1))
                    .filter(variable -> variable.startsWith(ProcessReplacement.VARIABLE))
                    .collect(Collectors.joining());
        } catch (IOException e) {
            // Between two programs there is no environment.
            return "";
        }
    }

    private static boolean isReading(AdcacheClient client) {
        JsonNode run = client.runs().get(0);
        return run.path("outcome").isMissingNode()
                || run.path("outcome").isNull()
                || run.path("read").asInt() > 0;
    }

    /** Caller at full rate that repeats a request once if its connection was closed. */
    private static final class Caller extends Thread {
        private final SimulatedService service;
        private final List<String> addresses;
        private final Random random;
        private final List<String> failures = new ArrayList<>();
        private final AtomicInteger answers = new AtomicInteger();
        private volatile long longest;
        private volatile boolean ended;

        Caller(SimulatedService service, PersonalData data, long seed) {
            this.service = service;
            this.addresses = data.addresses();
            this.random = new Random(seed);
            setDaemon(true);
        }

        @Override
        public void run() {
            AdcacheClient client = service.client();
            while (!ended) {
                String address = addresses.get(random.nextInt(addresses.size()));
                String path = random.nextBoolean()
                        ? "/v1/lookup?key=" + address
                        : "/v1/suggest?q=" + address.substring(0, 2 + random.nextInt(4));
                long start = System.nanoTime();
                Optional<AdcacheClient.Answer> answer = ask(client, path).or(() -> ask(client, path));
                answers.incrementAndGet();
                if (answer.isEmpty()) {
                    failures.add("no answer to the second attempt");
                }
                longest = Math.max(longest, System.nanoTime() - start);
            }
        }

        private static Optional<AdcacheClient.Answer> ask(AdcacheClient client, String path) {
            try {
                return Optional.of(client.get(path));
            } catch (UncheckedIOException e) {
                return Optional.empty();
            }
        }

        void end() throws InterruptedException {
            ended = true;
            join();
        }
    }
}
