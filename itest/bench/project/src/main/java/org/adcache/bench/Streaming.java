package org.adcache.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.adcache.account.Account;
import org.adcache.lookup.Lookup;

/**
 * Latency of a client that sends suggestions and lookups alternately without a pause, while another thread commits and
 * publishes changes; and without changes. Ten times a second, or as often as possible, a hundred accounts are renamed,
 * the next hundred each time, so that the index is also rebuilt in the background now and then, as in the service.
 */
final class Streaming {
    private static final int ROUNDS = 7;
    private static final long WARM_UP = TimeUnit.SECONDS.toNanos(8);
    private static final long ROUND = TimeUnit.SECONDS.toNanos(4);
    private static final int BATCH = 100;
    private static final long EVERY_MILLIS = 100;
    private static final int CHANGED = 10_000;
    private static final int AT_MOST = 4_000_000;

    private final ChangedCopy copy;
    private final Lookup lookup;
    private final List<Account> changed;
    private final QuestionsBenchmark.Asked asked = new QuestionsBenchmark.Asked();
    private final QuestionsBenchmark.Served served;
    private final QuestionsBenchmark questions = new QuestionsBenchmark();
    private final double[] micros = new double[AT_MOST];
    private final List<Double> batches = new ArrayList<>();
    private Object last = "";
    private int batch;

    private Streaming(Path folder, ChangedCopy copy, Lookup lookup, List<Account> changed) throws Exception {
        this.copy = copy;
        this.lookup = lookup;
        this.changed = changed;
        this.served = QuestionsBenchmark.Served.by(lookup);
        asked.read(folder);
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Figures figures = new Figures(folder);
        double accounts = figures.get("population.accounts").orElseThrow();
        ExecutorService background = Executors.newSingleThreadExecutor();
        try (ChangedCopy copy = ChangedCopy.in(folder)) {
            Lookup lookup = copy.cache().lookup(background);
            List<Account> changed = copy.choose((int) Math.min(CHANGED, accounts / 10), accounts);
            new Streaming(folder, copy, lookup, changed).run(figures, background);
            lookup.close();
            background.shutdown();
            background.awaitTermination(1, TimeUnit.MINUTES);
        } finally {
            background.shutdownNow();
        }
    }

    /** The 50th and the 99th percentile of a round, in microseconds. */
    private record Waited(double p50, double p99) {}

    private void run(Figures figures, ExecutorService background) throws Exception {
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            ask(WARM_UP);
            whileStreaming(writer);
            batches.clear();
            List<Waited> quiet = new ArrayList<>();
            List<Waited> streaming = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                awaitRest(background);
                quiet.add(ask(ROUND));
                streaming.add(whileStreaming(writer));
            }
            note(figures, "stream.quiet", quiet);
            note(figures, "stream", streaming);
            figures.note("stream.batch.ms", median(batches));
            figures.note("stream.batches", (double) batches.size() / ROUNDS * 1e9 / ROUND);
        } finally {
            writer.shutdown();
        }
        if (last.equals("")) {
            throw new IllegalStateException("nothing was answered");
        }
    }

    /** Waits until no rebuild of the index is running. */
    private static void awaitRest(ExecutorService background) throws Exception {
        background.submit(() -> {}).get();
    }

    private Waited whileStreaming(ExecutorService writer) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Future<?> streaming = writer.submit(() -> {
            stream(end);
            return true;
        });
        Waited waited = ask(ROUND);
        end.countDown();
        streaming.get();
        return waited;
    }

    private void stream(CountDownLatch end) throws Exception {
        long pause = 0;
        while (!end.await(pause, TimeUnit.MILLISECONDS)) {
            long start = System.nanoTime();
            int from = batch * BATCH % changed.size();
            copy.rename(changed.subList(from, Math.min(from + BATCH, changed.size())), " " + batch++);
            lookup.serve(copy.cache().store().current());
            double millis = (System.nanoTime() - start) / 1e6;
            batches.add(millis);
            pause = Math.max(0, EVERY_MILLIS - (long) millis);
        }
    }

    private Waited ask(long nanos) {
        int count = 0;
        long begin = System.nanoTime();
        for (long start = begin; start - begin < nanos && count < AT_MOST; ) {
            last = count % 2 == 0 ? questions.suggest(asked, served) : questions.lookup(asked, served);
            long end = System.nanoTime();
            micros[count++] = (end - start) / 1e3;
            start = end;
        }
        double[] sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        return new Waited(sorted[count / 2], sorted[(int) (count * 0.99)]);
    }

    private static void note(Figures figures, String name, List<Waited> rounds) throws Exception {
        figures.note(name + ".p50", median(rounds.stream().map(Waited::p50).toList()));
        figures.note(name + ".p99", median(rounds.stream().map(Waited::p99).toList()));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
