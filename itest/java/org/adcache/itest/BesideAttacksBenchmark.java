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
import java.util.concurrent.locks.LockSupport;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Benchmark of a well-behaved client beside each kind of attack; see {@code itest/bench/beside-attacks}. */
final class BesideAttacksBenchmark {
    private static final Duration EVERY = Duration.ofMillis(2);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SimulatedService service;
    private final SimulatedDirectory directory;
    private final String token;
    private final int questions;

    private BesideAttacksBenchmark(SimulatedService service, SimulatedDirectory directory, int questions) {
        this.service = service;
        this.directory = directory;
        this.token = service.token();
        this.questions = questions;
    }

    public static void main(String[] args) throws IOException {
        int accounts = Integer.parseInt(args[0]);
        int seconds = Integer.parseInt(args[1]);
        Path folder = Files.createTempDirectory("adcache-bench-");
        SimulatedDirectoryConfig config =
                SimulatedDirectoryConfig.in(folder.resolve("directory")).withAccounts(accounts);
        Map<String, String> options = Map.of("ADCACHE_JAVA_OPTS", System.getProperty("options"));
        try (SimulatedDirectory directory = SimulatedDirectory.start(config);
                SimulatedService service = SimulatedService.start(directory, folder, options)) {
            System.out.printf(
                    Locale.ROOT,
                    "%d accounts, one connection with TLS, a question each %d ms, %d s for each row%n",
                    accounts,
                    EVERY.toMillis(),
                    seconds);
            new BesideAttacksBenchmark(service, directory, Math.toIntExact(1000L * seconds / EVERY.toMillis())).run();
        } finally {
            Command.of("rm", "-rf", folder.toString()).run();
        }
    }

    private void run() throws IOException {
        service.awaitServed();
        SteadyClient client = new SteadyClient(service.tls(), requests(), EVERY);
        client.ask(4 * questions);
        row("quiet", client.ask(questions));
        for (Attack attack : Attack.values()) {
            Attack.Running running =
                    attack.start(service.tls(), token, directory.tree().domainSid());
            try {
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                row(attack.description(), client.ask(questions));
            } finally {
                running.close();
            }
        }
        row("quiet again", client.ask(questions));
        System.out.println(get("/v1/status").path("budgets"));
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

    private static void row(String name, SteadyClient.Result result) {
        System.out.printf(
                Locale.ROOT,
                "%-80s p50 %7.2f ms  p99 %8.2f ms  max %8.2f ms  reconnects %d%n",
                name,
                result.millis(0.5),
                result.millis(0.99),
                result.millis(1),
                result.reconnects());
    }
}
