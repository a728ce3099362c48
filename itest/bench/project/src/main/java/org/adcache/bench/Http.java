package org.adcache.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measurement of the service as a process of its own over the data folder, with an unreachable directory: start-up
 * time, memory, and its answers over HTTP beside nginx's, which are constant.
 */
final class Http {
    private static final int ROUNDS = 3;
    private static final int STARTS = 3;
    private static final int REST_SECONDS = 60;

    private final Path folder;
    private final Figures figures;
    private final Questions questions;
    private final Service service;
    private final Client client;

    private Http(Path folder, Service service) throws IOException {
        this.folder = folder;
        this.figures = new Figures(folder);
        this.questions = Questions.in(folder);
        this.service = service;
        this.client = service.client();
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Http http = new Http(folder, Service.over(folder, Path.of(args[1])));
        if (args[3].contains("memory")) {
            http.build();
            http.starts();
        }
        try (Program running = http.service.start()) {
            running.await(http.service::answers);
            if (args[3].contains("memory")) {
                http.memory(running);
            }
            if (args[3].contains("http")) {
                http.rates(new Wrk(Path.of(args[2]), http.client.token()));
                http.figures.note("process.after.http.MB", running.megabytes("VmRSS"));
            }
        }
    }

    /** Starts without an index image, and so builds the index and saves its image. */
    private void build() throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        IndexImages.delete(data);
        long start = System.nanoTime();
        try (Program running = service.start()) {
            running.await(service::answers);
            figures.note("start.built.seconds", (System.nanoTime() - start) / 1e9);
            running.await(() -> IndexImages.exist(data));
            figures.note("process.built.MB", running.megabytes("VmHWM"));
        }
    }

    /** From the start of the launcher to the first right answer. */
    private void starts() throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        service.answers();
        for (int i = 0; i < STARTS; i++) {
            long start = System.nanoTime();
            try (Program running = service.start()) {
                running.await(service::answers);
                seconds.add((System.nanoTime() - start) / 1e9);
                cpu.add(running.cpuSeconds());
            }
        }
        figures.note("start.seconds", seconds.stream().sorted().toList().get(STARTS / 2));
        figures.note("start.cpu.seconds", cpu.stream().sorted().toList().get(STARTS / 2));
    }

    private void memory(Program running) throws IOException, InterruptedException {
        Thread.sleep(REST_SECONDS * 1000L);
        figures.note("process.rest.MB", running.megabytes("VmRSS"));
        figures.note("process.most.MB", running.megabytes("VmHWM"));
    }

    private void rates(Wrk wrk) throws IOException, InterruptedException {
        Path lookups = Client.write(folder.resolve("lookups"), Client.LOOKUP, questions.addresses());
        Path suggests = Client.write(folder.resolve("suggests"), Client.SUGGEST, questions.enough());
        int lookupSize = Nginx.size(client, lookups);
        int suggestSize = Nginx.size(client, suggests);
        figures.note("http.lookup.bytes", lookupSize);
        figures.note("http.suggest.bytes", suggestSize);
        int fixed = Program.freePort();
        try (Program server = Nginx.start(folder, fixed, lookupSize, suggestSize)) {
            compare("lookup", wrk, fixed, lookups);
            compare("suggest", wrk, fixed, suggests);
        }
    }

    /** Compares both alternately at full speed, then at half of adcache's rate, then on a single connection. */
    private void compare(String name, Wrk wrk, int fixed, Path paths) throws IOException, InterruptedException {
        wrk.atFullSpeed(client.port(), paths, Wrk.CONNECTIONS, 20);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ours.add(wrk.atFullSpeed(client.port(), paths, Wrk.CONNECTIONS, 6).rate());
            theirs.add(wrk.atFullSpeed(fixed, paths, Wrk.CONNECTIONS, 6).rate());
        }
        double rate = ours.stream().sorted().toList().get(ROUNDS / 2);
        figures.note("http." + name + ".rate", rate);
        figures.note(
                "nginx." + name + ".rate", theirs.stream().sorted().toList().get(ROUNDS / 2));
        half("http." + name, wrk, client.port(), paths, rate / 2);
        half("nginx." + name, wrk, fixed, paths, rate / 2);
        figures.note(
                "http." + name + ".alone.p50",
                wrk.atFullSpeed(client.port(), paths, 1, 6).p50());
        figures.note(
                "nginx." + name + ".alone.p50",
                wrk.atFullSpeed(fixed, paths, 1, 6).p50());
    }

    /** Measures at about this rate; the actual one is recorded too. */
    private void half(String name, Wrk wrk, int server, Path paths, double rate)
            throws IOException, InterruptedException {
        Wrk.Result result = wrk.withPauses(server, paths, wrk.pauses(server, paths, rate), 10);
        figures.note(name + ".half.rate", result.rate());
        figures.note(name + ".half.p99", result.p99());
    }
}
