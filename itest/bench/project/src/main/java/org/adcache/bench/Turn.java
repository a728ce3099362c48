package org.adcache.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One turn of one checkout: {@code Turn FOLDER LAUNCHER QUESTIONS.LUA} starts its service a few times, then queries it
 * over HTTP, and nginx right after it. {@code itest/bench/in-turns} alternates between two checkouts.
 */
final class Turn {
    private static final int STARTS = 3;
    private static final int WARM_UP_SECONDS = 10;
    private static final int SECONDS = 6;

    private final Path folder;
    private final Figures figures;
    private final Service service;
    private final Wrk wrk;

    private Turn(Path folder, Service service, Wrk wrk) {
        this.folder = folder;
        this.figures = new Figures(folder);
        this.service = service;
        this.wrk = wrk;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Service service = Service.over(folder, Path.of(args[1]));
        Turn turn = new Turn(
                folder, service, new Wrk(Path.of(args[2]), service.client().token()));
        turn.starts();
        turn.rates();
    }

    /** Measures from the start of the launcher until it reports that it listens, and to the first right answer. */
    private void starts() throws IOException, InterruptedException {
        List<Double> listening = new ArrayList<>();
        List<Double> answering = new ArrayList<>();
        List<Double> processor = new ArrayList<>();
        service.answers(); // so that this process has loaded its client classes
        for (int i = 0; i < STARTS; i++) {
            long start = System.nanoTime();
            try (Program running = service.start()) {
                running.await(service::listens);
                listening.add((System.nanoTime() - start) / 1e9);
                running.await(service::answers);
                answering.add((System.nanoTime() - start) / 1e9);
                processor.add(running.cpuSeconds());
            }
        }
        figures.note("start.listening.seconds", Ratios.median(listening));
        figures.note("start.seconds", Ratios.median(answering));
        figures.note("start.cpu.seconds", Ratios.median(processor));
    }

    private void rates() throws IOException, InterruptedException {
        Questions questions = Questions.in(folder);
        Path lookups = Client.write(folder.resolve("lookups"), Client.LOOKUP, questions.addresses());
        Path suggests = Client.write(folder.resolve("suggests"), Client.SUGGEST, questions.enough());
        int fixed = Program.freePort();
        try (Program running = service.start()) {
            running.await(service::answers);
            int lookupSize = Nginx.size(service.client(), lookups);
            int suggestSize = Nginx.size(service.client(), suggests);
            try (Program nginx = Nginx.start(folder, fixed, lookupSize, suggestSize)) {
                measure("lookup", running, fixed, lookups);
                measure("suggest", running, fixed, suggests);
            }
        }
    }

    private void measure(String name, Program running, int fixed, Path paths) throws IOException, InterruptedException {
        int port = service.client().port();
        wrk.atFullSpeed(port, paths, Wrk.CONNECTIONS, WARM_UP_SECONDS);
        double before = running.cpuSeconds();
        double ours = wrk.atFullSpeed(port, paths, Wrk.CONNECTIONS, SECONDS).rate();
        double processor = running.cpuSeconds() - before;
        double theirs = wrk.atFullSpeed(fixed, paths, Wrk.CONNECTIONS, SECONDS).rate();
        figures.note("http." + name + ".rate", ours);
        figures.note("http." + name + ".cpu", processor * 1e6 / (ours * SECONDS));
        figures.note("nginx." + name + ".rate", theirs);
        figures.note("http." + name + ".of.nginx", ours / theirs);
    }
}
