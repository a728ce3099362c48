package org.adcache.itest;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Benchmark of a well-behaved client beside each kind of attack; see {@code itest/bench/beside-attacks}. */
final class BesideAttacksBenchmark {
    private static final Duration EVERY = Duration.ofMillis(2);
    /** Least time for an attack to begin. */
    private static final int BEGINNING = 1500;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final SimulatedService service;
    private final Path folder;
    private final String domainSid;
    private final String token;
    private final int questions;

    private BesideAttacksBenchmark(SimulatedService service, Path folder, String domainSid, int questions) {
        this.service = service;
        this.folder = folder;
        this.domainSid = domainSid;
        this.token = service.token();
        this.questions = questions;
    }

    public static void main(String[] args) throws IOException {
        int accounts = Integer.parseInt(args[0]);
        int seconds = Integer.parseInt(args[1]);
        List<Attack> attacks = args.length == 2
                ? List.of(Attack.values())
                : Stream.of(args[2].split(",")).map(Attack::valueOf).toList();
        Path folder = Files.createTempDirectory("adcache-bench-");
        SimulatedDirectoryConfig config =
                SimulatedDirectoryConfig.in(folder.resolve("directory")).withAccounts(accounts);
        Map<String, String> options = Map.of("ADCACHE_JAVA_OPTS", System.getProperty("options"));
        try (SimulatedDirectory directory = SimulatedDirectory.start(config);
                SimulatedService service = SimulatedService.start(directory, folder, options)) {
            System.out.printf(
                    Locale.ROOT,
                    "%d accounts, one connection with TLS, a question each %d ms, %d s for each row; load average %s%n",
                    accounts,
                    EVERY.toMillis(),
                    seconds,
                    load());
            int questions = Math.toIntExact(1000L * seconds / EVERY.toMillis());
            new BesideAttacksBenchmark(service, folder, directory.tree().domainSid(), questions).run(attacks);
            System.out.println("load average " + load());
        } finally {
            Command.of("rm", "-rf", folder.toString()).run();
        }
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).replaceAll(" [^ ]*/.*\\s*", "");
    }

    private void run(List<Attack> attacks) throws IOException {
        service.awaitServed();
        SteadyClient client = new SteadyClient(service.tls(), requests(), EVERY);
        warmUp(client);
        System.out.printf(
                "%-52s %8s  %6s %7s %7s  %5s  %s%n",
                "", "opening", "", "held", "", "CPU", "connections, handshakes, requests of the attack a second");
        System.out.printf("%-52s %8s  %6s %7s %7s  %5s%n", "", "p99 ms", "p50", "p99", "max", "%");
        quiet("quiet", client);
        for (Attack attack : attacks) {
            try (Attacker attacker = start(attack)) {
                beside(attack, attacker, client);
            }
            client.ask(questions / 10);
        }
        quiet("quiet again", client);
        for (JsonNode budget : get("/v1/status").path("budgets")) {
            if (budget.path("refused").asLong() > 0) {
                System.out.println(budget);
            }
        }
    }

    /** Asks, beside a short form of each attack, so that what they need is compiled before something is measured. */
    private void warmUp(SteadyClient client) throws IOException {
        client.ask(questions);
        for (Attack attack : Attack.values()) {
            try (Attacker attacker = start(attack)) {
                client.ask(asked -> asked < questions / 4 || !attacker.hasOpened());
            }
        }
        client.ask(questions);
    }

    private Attacker start(Attack attack) {
        return Attacker.start(attack, folder, service.tls(), folder.resolve("ca/ca.pem"), token, domainSid);
    }

    private void quiet(String name, SteadyClient client) throws IOException {
        long processor = processorTicks();
        SteadyClient.Result result = client.ask(questions);
        row(name, "", result, processorTicks() - processor, "");
    }

    private void beside(Attack attack, Attacker attacker, SteadyClient client) throws IOException {
        SteadyClient.Result opening =
                client.ask(asked -> asked < BEGINNING / EVERY.toMillis() || !attacker.hasOpened());
        AttackTarget.Counts before = attacker.counts();
        long processor = processorTicks();
        SteadyClient.Result held = client.ask(questions);
        processor = processorTicks() - processor;
        AttackTarget.Counts after = attacker.counts();
        double seconds = questions * EVERY.toMillis() / 1000.0;
        String rates = String.format(
                Locale.ROOT,
                "%.0f, %.0f, %.0f",
                (after.connections() - before.connections()) / seconds,
                (after.handshakes() - before.handshakes()) / seconds,
                (after.requests() - before.requests()) / seconds);
        row(attack.description(), String.format(Locale.ROOT, "%.2f", opening.millis(0.99)), held, processor, rates);
    }

    /** Processor time of the service, in hundredths of a second. */
    private long processorTicks() throws IOException {
        String[] fields = Files.readString(Path.of("/proc/" + service.process().pid() + "/stat"))
                .replaceFirst(".*\\) ", "")
                .split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private void row(String name, String opening, SteadyClient.Result held, long processor, String rates) {
        System.out.printf(
                Locale.ROOT,
                "%-52s %8s  %6.2f %7.2f %7.2f  %5.1f  %s%s%n",
                name,
                opening,
                held.millis(0.5),
                held.millis(0.99),
                held.millis(1),
                1000.0 * processor / (questions * EVERY.toMillis()),
                rates,
                held.reconnects() == 0 ? "" : ", client reconnected " + held.reconnects());
    }

    /** Lookups and suggestions of people that exist, three to one. */
    private List<String> requests() throws IOException {
        List<String> requests = new ArrayList<>();
        for (char a = 'a'; a <= 'z'; a++) {
            for (JsonNode item : get("/v1/suggest?limit=20&types=user&q=" + a).path("items")) {
                for (JsonNode address : item.path("addresses")) {
                    requests.add(HttpExchange.get("/v1/lookup?key=" + encoded(address.asString()), token));
                }
                String cn = item.path("cn").asString();
                requests.add(HttpExchange.get(
                        "/v1/suggest?q=" + encoded(cn.substring(0, Math.min(cn.length(), 4))), token));
            }
        }
        return requests;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonNode get(String path) throws IOException {
        try (HttpExchange connection = new HttpExchange(service.tls().open("127.0.0.1"))) {
            return JSON.readTree(connection.ask(HttpExchange.get(path, token)).body());
        }
    }
}
