package org.adcache.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Benchmark of Samba and adcache with the same prefixes of names; see the step samba of {@code itest/bench/index}. */
final class AnrBenchmark {
    private static final int QUESTIONS = 500;
    private static final String LIMIT = "9";

    private final SambaDomain domain;
    private final ServiceLogin login;
    private final Path folder;
    private final List<String> questions;

    private AnrBenchmark(SambaDomain domain, ServiceLogin login, Path folder, List<String> questions) {
        this.domain = domain;
        this.login = login;
        this.folder = folder;
        this.questions = questions;
    }

    public static void main(String[] args) throws IOException {
        int accounts = Integer.parseInt(args[0]);
        Random random = new Random(1);
        List<String> questions = IntStream.range(0, QUESTIONS)
                .mapToObj(i -> "person" + random.nextInt(accounts))
                .map(name -> name.substring(0, Math.min(name.length(), 7 + random.nextInt(4))))
                .toList();
        Path folder = Files.createTempDirectory("adcache-bench-");
        try (SambaDomain domain = SambaDomain.provision(new Staff(SambaDomain.CORP, accounts), ServiceAccounts.GOOD)) {
            domain.start();
            new AnrBenchmark(domain, ServiceLogin.of(domain, folder), folder, questions)
                    .run(accounts, Path.of(args[1]));
        } finally {
            Command.of("rm", "-rf", folder.toString()).run();
        }
    }

    private void run(int accounts, Path figures) throws IOException {
        search(questions.subList(0, 1));
        double one = search(questions.subList(0, 1));
        double all = search(questions);
        List<String> lines = new ArrayList<>();
        lines.add("samba.accounts=" + accounts);
        lines.add("samba.suggest.mean=" + (all - one) / (QUESTIONS - 1));
        TestConfig config = TestConfig.ldaps(domain, folder.resolve("data")).withServer(SambaDomain.CONTROLLER);
        try (AdcacheProcess adcache = AdcacheProcess.start(domain, config).awaitSynced()) {
            ask(adcache.client());
            lines.add("samba.adcache.mean=" + ask(adcache.client()) / QUESTIONS);
        }
        Files.write(figures, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Sends all queries on one connection; microseconds. */
    private double search(List<String> some) throws IOException {
        Path file = Files.write(folder.resolve("questions"), some);
        List<String> words = new ArrayList<>(List.of("ldapsearch", "-LLL", "-Q", "-c", "-z", LIMIT, "-Y", "GSSAPI"));
        words.addAll(List.of(
                "-O",
                "maxssf=0",
                "-H",
                "ldaps://" + SambaDomain.CONTROLLER,
                "-b",
                domain.name().base()));
        words.addAll(List.of("-f", file.toString(), "(anr=%s)", "cn", "mail", "sAMAccountName"));
        Command search = login.command(words);
        long start = System.nanoTime();
        String printed = search.outcome().output();
        double micros = (System.nanoTime() - start) / 1e3;
        if (printed.lines().filter(line -> line.startsWith("dn:")).count() < some.size()) {
            throw new AssertionError("Samba found nobody: " + printed);
        }
        return micros;
    }

    /** Microseconds, including the parsing of the answers. */
    private double ask(AdcacheClient client) {
        long start = System.nanoTime();
        for (String question : questions) {
            client.get("/v1/suggest?q=" + question).expect(200);
        }
        return (System.nanoTime() - start) / 1e3;
    }
}
