package org.adcache.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.lookup.Lookup;
import org.adcache.store.Draft;
import org.adcache.store.StoreException;
import org.adcache.store.SyncPoint;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/** Measurements in this process or in one that JMH starts: {@code Inside FOLDER jmh BENCHMARK...}, {@code heap}… */
final class Inside {
    private static final int WARM_UP_ROUNDS = 25;
    private static final int ROUNDS = 15;
    private static final int CHANGES = 1000;

    private final Path folder;
    private final Figures figures;

    private Inside(Path folder) {
        this.folder = folder;
        this.figures = new Figures(folder);
    }

    public static void main(String[] args) throws Exception {
        Inside inside = new Inside(Path.of(args[0]));
        switch (args[1]) {
            case "jmh" -> inside.jmh(Arrays.asList(args).subList(2, args.length));
            case "quick" -> inside.quick();
            case "lucene" -> inside.buildLucene();
            case "heap" -> inside.heap();
            case "overlay" -> inside.overlay();
            case "rebuild" -> inside.rebuild();
            default -> throw new IllegalArgumentException(args[1]);
        }
    }

    /** Records the median and others of each benchmark, in microseconds. */
    private void jmh(List<String> benchmarks) throws RunnerException, IOException {
        OptionsBuilder options = new OptionsBuilder();
        for (String benchmark : benchmarks) {
            options.include("\\." + benchmark + "$");
        }
        options.mode(Mode.SampleTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .warmupIterations(4)
                .warmupTime(TimeValue.seconds(2))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(2))
                .forks(1)
                .jvmArgs("-Xmx6g", "-Dbench.folder=" + folder)
                .output(folder.resolve("jmh.log").toString());
        for (RunResult result : new Runner(options.build()).run()) {
            String label = result.getPrimaryResult().getLabel();
            Statistics nanos = result.getPrimaryResult().getStatistics();
            figures.note(label + ".p50", nanos.getPercentile(50) / 1000);
            figures.note(label + ".p99", nanos.getPercentile(99) / 1000);
            figures.note(label + ".mean", nanos.getMean() / 1000);
            figures.note(label + ".max", nanos.getMax() / 1000);
        }
    }

    /** Loads the index once and measures each kind of query, by wall-clock time and by CPU time. */
    private void quick() throws Exception {
        QuestionsBenchmark benchmark = new QuestionsBenchmark();
        QuestionsBenchmark.Asked asked = new QuestionsBenchmark.Asked();
        QuestionsBenchmark.Served served = new QuestionsBenchmark.Served();
        asked.read(folder);
        served.open(folder);
        Busy.measure(() -> benchmark.lookup(asked, served)).note(figures, "lookup");
        Busy.measure(() -> benchmark.suggest(asked, served)).note(figures, "suggest");
        Busy.measure(() -> benchmark.suggestFew(asked, served)).note(figures, "suggestFew");
        Busy.measure(() -> benchmark.match(asked, served)).note(figures, "match");
    }

    private void buildLucene() throws IOException, StoreException {
        long start = System.nanoTime();
        try (Cache cache = Cache.open(folder.resolve("data"));
                LuceneIndex lucene = LuceneIndex.open(folder.resolve("lucene"))) {
            lucene.build(cache);
        }
        figures.note("lucene.build.seconds", (System.nanoTime() - start) / 1e9);
    }

    /**
     * Measures the heap with the index less the heap without, per account; how long it took to build from records, and
     * to read the image that this saved.
     */
    private void heap() throws StoreException, IOException, InterruptedException {
        IndexImages.delete(folder.resolve("data"));
        try (Cache cache = Cache.open(folder.resolve("data"))) {
            figures.note(
                    "index.build.ms", millis(() -> cache.lookup(Runnable::run).close()));
            long before = used();
            List<Lookup> lookup = new ArrayList<>();
            figures.note("index.read.ms", millis(() -> lookup.add(cache.lookup(Runnable::run))));
            long after = used();
            double accounts = figures.get("population.accounts").orElseThrow();
            figures.note("index.bytes", (after - before) / accounts);
            lookup.get(0).close();
        }
    }

    private interface Step {
        void run() throws StoreException;
    }

    private static double millis(Step step) throws StoreException {
        long start = System.nanoTime();
        step.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Measures the time until a thousand committed changes are served. */
    private void overlay() throws Exception {
        try (ChangedCopy copy = ChangedCopy.in(folder)) {
            Cache cache = copy.cache();
            List<Runnable> ignored = new ArrayList<>();
            Lookup lookup = cache.lookup(ignored::add);
            List<Account> chosen =
                    copy.choose(CHANGES, figures.get("population.accounts").orElseThrow());
            List<Double> commits = new ArrayList<>();
            List<Double> served = new ArrayList<>();
            for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                long start = System.nanoTime();
                copy.rename(chosen, " " + round);
                long committed = System.nanoTime();
                lookup.serve(cache.store().current());
                long done = System.nanoTime();
                if (round >= 0) {
                    commits.add((committed - start) / 1e6);
                    served.add((done - committed) / 1e6);
                } else if (round == -WARM_UP_ROUNDS) {
                    figures.note("overlay.first.ms", (done - committed) / 1e6);
                }
            }
            figures.note("overlay.commit.ms", median(commits));
            figures.note("overlay.ms", median(served));
        }
    }

    /**
     * Measures the peak memory of this process while it served the data, read all of it again with one account in a
     * hundred changed, committed and merged that, and built its index.
     */
    private void rebuild() throws Exception {
        try (ChangedCopy copy = ChangedCopy.in(folder)) {
            Cache cache = copy.cache();
            Lookup lookup = cache.lookup(Runnable::run);
            int[] read = new int[1];
            try (Draft draft =
                    cache.store().begin(Population.CORP, cache.state().epoch())) {
                cache.forEach(account -> {
                    boolean changes = read[0]++ % 100 == 0 && account.type() == AccountType.USER;
                    draft.put(changes ? ChangedCopy.renamed(account, " changed") : account);
                });
                draft.commit(SyncPoint.full(Population.DOMAIN, Instant.now(), 0));
            }
            lookup.serve(cache.store().current());
            cache.store().mergeDue();
            figures.note(
                    "rebuild.most.MB", Program.megabytes(ProcessHandle.current().pid(), "VmHWM"));
            lookup.close();
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
