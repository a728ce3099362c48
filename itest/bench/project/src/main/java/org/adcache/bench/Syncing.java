package org.adcache.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measurement of the service over a simulated directory, queried at half of its maximum rate: without syncs, while a
 * cycle that reads changes runs each second, while such cycles run back to back, and while full reads do. The
 * directory stands for another machine, so its process has the lowest priority.
 */
final class Syncing {
    private static final int ROUNDS = 3;
    private static final int SECONDS = 8;
    private static final int WARM_UP = 15;
    private static final int QUESTIONS = 5000;

    private static final Kind CHANGES = new Kind("auto", "changes");
    private static final Kind EVERYTHING = new Kind("full", "full");

    private final Client client;
    private final Wrk wrk;
    private final Figures figures;
    private int runs;

    private Syncing(Client client, Wrk wrk, Figures figures) {
        this.client = client;
        this.wrk = wrk;
        this.figures = figures;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]).resolve("sync"));
        String launcher = args[1];
        List<String> command = List.of(
                "nice",
                "-n",
                "19",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Directory.class.getName(),
                folder.toString(),
                args[3]);
        try (Program directory = Program.start(folder.resolve("directory.log"), Map.of(), command)) {
            Path connection = folder.resolve("connection.conf");
            directory.await(() -> Files.exists(connection));
            int port = Program.freePort();
            Path config = Files.writeString(
                    folder.resolve("adcache.conf"), """
                    adcache {
                      data-dir = "%s"
                      http.port = %d
                      connections.demo { include required(file("%s")) }
                      connections.demo.sync { every = 12h, reconcile-every = 12h }
                    }
                    """.formatted(folder.resolve("data"), port, connection));
            String token = Program.run(
                            Map.of(),
                            List.of(launcher, "token", "create", "--config", config.toString(), "--scope", "admin"))
                    .strip();
            Client client = new Client(port, token);
            try (Program service = Program.start(
                    folder.resolve("service.log"),
                    Map.of(),
                    List.of(launcher, "serve", "--config", config.toString()))) {
                service.await(() -> client.isOk("/readyz"));
                new Syncing(client, new Wrk(Path.of(args[2]), token), new Figures(Path.of(args[0]))).run(folder);
            }
        }
    }

    private void run(Path folder) throws Exception {
        List<String> addresses = Files.readAllLines(folder.resolve("addresses"));
        List<String> names = Files.readAllLines(folder.resolve("names"));
        compare("lookup", Client.write(folder.resolve("lookups"), Client.LOOKUP, addresses));
        compare("suggest", Client.write(folder.resolve("suggests"), Client.SUGGEST, enough(names)));
    }

    /** Returns prefixes of words of more accounts than are requested. */
    private List<String> enough(List<String> names) throws IOException {
        Random random = new Random(1);
        List<String> enough = new ArrayList<>();
        while (enough.size() < QUESTIONS) {
            String name = names.get(random.nextInt(names.size()));
            int letters = Math.min(1 + random.nextInt(5), name.codePointCount(0, name.length()));
            String beginning = name.substring(0, name.offsetByCodePoints(0, letters));
            if (client.get(Client.path(Client.SUGGEST, beginning)).contains("\"complete\":false")) {
                enough.add(beginning);
            }
        }
        return enough;
    }

    private void compare(String name, Path paths) throws Exception {
        warmUp(paths);
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            rates.add(wrk.atFullSpeed(client.port(), paths, Wrk.CONNECTIONS, 4).rate());
        }
        double pause = wrk.pauses(client.port(), paths, median(rates) / 2);
        List<Wrk.Result> quiet = new ArrayList<>();
        List<Wrk.Result> seconds = new ArrayList<>();
        List<Wrk.Result> cycles = new ArrayList<>();
        List<Wrk.Result> fullReads = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            quiet.add(wrk.withPauses(client.port(), paths, pause, SECONDS));
            seconds.add(during(CHANGES, 1000, () -> wrk.withPauses(client.port(), paths, pause, SECONDS)));
            cycles.add(during(CHANGES, 0, () -> wrk.withPauses(client.port(), paths, pause, SECONDS)));
            fullReads.add(during(EVERYTHING, 0, () -> wrk.withPauses(client.port(), paths, pause, SECONDS)));
        }
        String prefix = "http." + name + ".sync.";
        figures.note(prefix + "rate", median(rates));
        note(prefix + "quiet.", quiet);
        note(prefix + "seconds.", seconds);
        note(prefix + "cycles.", cycles);
        note(prefix + "half.", fullReads);
        figures.note(prefix + "runs", runs);
        runs = 0;
    }

    /**
     * Brings the service to the state of one that has run for a while: Java compiles each kind of sync a second time
     * once there are queries too.
     */
    private void warmUp(Path paths) throws Exception {
        wrk.atFullSpeed(client.port(), paths, Wrk.CONNECTIONS, WARM_UP);
        during(CHANGES, 0, () -> wrk.atFullSpeed(client.port(), paths, Wrk.CONNECTIONS, WARM_UP));
        during(EVERYTHING, 0, () -> wrk.atFullSpeed(client.port(), paths, Wrk.CONNECTIONS, WARM_UP));
        runs = 0;
    }

    private void note(String prefix, List<Wrk.Result> results) throws IOException {
        figures.note(
                prefix + "rate", median(results.stream().map(Wrk.Result::rate).toList()));
        figures.note(
                prefix + "p99", median(results.stream().map(Wrk.Result::p99).toList()));
    }

    /** Requested mode of a sync, and the scope that the service reports. */
    private record Kind(String mode, String scope) {}

    private interface Measurement {
        Wrk.Result measure() throws Exception;
    }

    /**
     * Measures while runs follow one another, with this pause between them in milliseconds; the last ends before this
     * returns.
     */
    private Wrk.Result during(Kind kind, long pause, Measurement measurement) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService syncs = Executors.newSingleThreadExecutor();
        try {
            Future<?> syncing = syncs.submit(() -> {
                while (end.getCount() > 0) {
                    sync(kind);
                    TimeUnit.MILLISECONDS.sleep(pause);
                }
                return true;
            });
            Wrk.Result result = measurement.measure();
            end.countDown();
            syncing.get();
            return result;
        } finally {
            end.countDown();
            syncs.shutdown();
        }
    }

    private void sync(Kind kind) throws Exception {
        String id =
                first(client.post("/v1/sync?mode=" + kind.mode())).path("id").asString();
        JsonNode run = first(client.get("/v1/sync"));
        while (!run.path("id").asString().equals(id) || !run.hasNonNull("finishedAt")) {
            TimeUnit.MILLISECONDS.sleep(50);
            run = first(client.get("/v1/sync"));
        }
        if (!run.path("outcome").asString().equals("ok")
                || !run.path("scope").asString().equals(kind.scope())) {
            throw new IllegalStateException("not what was to be measured: " + run);
        }
        runs++;
    }

    private static JsonNode first(String runs) {
        return JsonMapper.shared().readTree(runs).path("runs").path(0);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
