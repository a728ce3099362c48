package org.adcache.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Benchmark of full reads; see {@code itest/bench/full-read}. */
final class FullReadBenchmark {
    private static final String FILTER =
            "(|(&(objectCategory=person)(objectClass=user))(objectClass=contact)(objectClass=group))";
    private static final List<String> ATTRIBUTES = List.of(
            "cn",
            "distinguishedName",
            "mail",
            "member",
            "msExchHideFromAddressLists",
            "objectClass",
            "objectGUID",
            "objectSid",
            "primaryGroupID",
            "proxyAddresses",
            "sAMAccountName",
            "userAccountControl",
            "userPrincipalName");
    /** LDAP_SERVER_EXTENDED_DN_OID, as adcache sends it: members with their GUIDs, in text. */
    private static final String EXTENDED_DN = "1.2.840.113556.1.4.529=::MAMCAQE=";

    private final SambaDomain domain;
    private final ServiceLogin login;
    private final Path folder;
    private final int rounds;

    private FullReadBenchmark(SambaDomain domain, ServiceLogin login, Path folder, int rounds) {
        this.domain = domain;
        this.login = login;
        this.folder = folder;
        this.rounds = rounds;
    }

    public static void main(String[] args) throws IOException {
        Staff staff = new Staff(SambaDomain.CORP, Integer.parseInt(args[0]));
        Path folder = Files.createTempDirectory("adcache-bench-");
        try (SambaDomain domain = SambaDomain.provision(staff, ServiceAccounts.GOOD)) {
            domain.start();
            new FullReadBenchmark(domain, ServiceLogin.of(domain, folder), folder, Integer.parseInt(args[1])).run();
        } finally {
            Command.of("rm", "-rf", folder.toString()).run();
        }
    }

    private void run() throws IOException {
        TestConfig config = TestConfig.ldaps(domain, folder.resolve("data")).withServer(SambaDomain.CONTROLLER);
        List<Duration> plain = new ArrayList<>();
        List<Duration> extended = new ArrayList<>();
        List<Duration> reading = new ArrayList<>();
        List<Duration> whole = new ArrayList<>();
        try (AdcacheProcess adcache = AdcacheProcess.start(
                        domain.namespace(), config, List.of(), Map.of("ADCACHE_JAVA_OPTS", ""))
                .awaitSynced()) {
            // The first round warms both sides up.
            for (int round = 0; round <= rounds; round++) {
                List<Duration> times = List.of(
                        ldapsearch(List.of()),
                        ldapsearch(List.of("-E", EXTENDED_DN)),
                        fullSync(adcache.client(), reading));
                System.out.printf(
                        Locale.ROOT,
                        "round %d: ldapsearch %d ms, with GUIDs %d ms, adcache %d ms%n",
                        round,
                        times.get(0).toMillis(),
                        times.get(1).toMillis(),
                        times.get(2).toMillis());
                if (round == 0) {
                    reading.clear();
                } else {
                    plain.add(times.get(0));
                    extended.add(times.get(1));
                    whole.add(times.get(2));
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d accounts, %d rounds; median (all)%n",
                    adcache.client().cache().path("accounts").asInt(),
                    rounds);
        }
        row("ldapsearch, pages of 1000", plain);
        row("ldapsearch, members with GUIDs as adcache asks", extended);
        row("adcache, phase \"reading\"", reading);
        row("adcache, the whole run", whole);
        ratio("reading / ldapsearch", reading, plain);
        ratio("whole run / ldapsearch", whole, plain);
        ratio("reading / ldapsearch with GUIDs", reading, extended);
        ratio("whole run / ldapsearch with GUIDs", whole, extended);
    }

    private Duration ldapsearch(List<String> more) {
        List<String> words = Stream.of(
                        Stream.of("ldapsearch", "-LLL", "-Q", "-o", "ldif-wrap=no", "-Y", "GSSAPI", "-O", "maxssf=0"),
                        Stream.of("-H", "ldaps://" + SambaDomain.CONTROLLER, "-E", "pr=1000/noprompt"),
                        more.stream(),
                        Stream.of("-b", domain.name().base(), FILTER),
                        ATTRIBUTES.stream())
                .flatMap(part -> part)
                .toList();
        Command search = login.command(words);
        long start = System.nanoTime();
        search.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Runs a full sync; adds how long it was observed reading, and returns the duration that it reports. */
    private static Duration fullSync(AdcacheClient client, List<Duration> reading) {
        String id = client.post("/v1/sync?mode=full")
                .expect(202)
                .body()
                .path("runs")
                .path(0)
                .path("id")
                .asString();
        long begun = 0;
        long ended = 0;
        JsonNode run = client.runs().get(0);
        while (!run.path("id").asString().equals(id) || !run.hasNonNull("finishedAt")) {
            if (run.path("phase").asString().equals("reading")) {
                ended = System.nanoTime();
                begun = begun == 0 ? ended : begun;
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            run = client.runs().get(0);
        }
        if (!run.path("outcome").asString().equals("ok")) {
            throw new AssertionError(run.toString());
        }
        reading.add(Duration.ofNanos(ended - begun));
        return Duration.between(
                Instant.parse(run.path("startedAt").asString()),
                Instant.parse(run.path("finishedAt").asString()));
    }

    private static double median(List<Duration> times) {
        double[] millis =
                times.stream().mapToDouble(Duration::toMillis).sorted().toArray();
        return (millis[(millis.length - 1) / 2] + millis[millis.length / 2]) / 2;
    }

    private static void row(String name, List<Duration> times) {
        long[] all = times.stream().mapToLong(Duration::toMillis).toArray();
        System.out.printf(Locale.ROOT, "%-48s %6.0f ms  %s%n", name, median(times), Arrays.toString(all));
    }

    private static void ratio(String name, List<Duration> ours, List<Duration> theirs) {
        System.out.printf(Locale.ROOT, "%-48s %6.2f%n", name, median(ours) / median(theirs));
    }
}
