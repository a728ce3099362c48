package org.adcache.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.adcache.api.DocumentMapper;
import org.adcache.api.ProblemDocument;
import org.adcache.http.WrittenByHand;
import org.adcache.lookup.Freshness;
import org.adcache.lookup.LookupResult;
import org.adcache.lookup.LookupResults;
import org.adcache.lookup.MatchAnswer;
import org.adcache.lookup.SuggestAnswer;

/**
 * Comparison of writers of JSON: the same answers, byte for byte, in alternating rounds. Processor time and allocated
 * bytes of one answer; finding it is not part of that.
 */
final class Writers {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ANSWERS = 1000;
    private static final int WARM_UP_ROUNDS = 8;
    private static final int ROUNDS = 11;
    private static final long ROUND = 200_000_000L;

    private final WrittenByHand byHand = new WrittenByHand();
    private final WrittenByJackson byJackson = new WrittenByJackson();
    private final DocumentMapper documents = new DocumentMapper();
    private final Figures figures;
    private int last;

    private Writers(Figures figures) {
        this.figures = figures;
    }

    /** One way of writing the answers of one kind, by their number. */
    private record Writer(String name, IntFunction<byte[]> answer, double[] nanos, double[] bytes) {
        Writer(String name, IntFunction<byte[]> answer) {
            this(name, answer, new double[ROUNDS], new double[ROUNDS]);
        }
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        QuestionsBenchmark.Asked asked = new QuestionsBenchmark.Asked();
        QuestionsBenchmark.Served served = new QuestionsBenchmark.Served();
        asked.read(folder);
        served.open(folder);
        new Writers(new Figures(folder)).compare(new QuestionsBenchmark(), asked, served);
    }

    private void compare(QuestionsBenchmark benchmark, QuestionsBenchmark.Asked asked, QuestionsBenchmark.Served served)
            throws Exception {
        List<LookupResult.Found> found = new ArrayList<>();
        List<SuggestAnswer.Suggested> suggested = new ArrayList<>();
        List<List<MatchAnswer.Recipient>> matched = new ArrayList<>();
        LookupResults findings = benchmark.lookup(asked, served);
        while (found.size() < ANSWERS) {
            findings = benchmark.lookup(asked, served);
            if (findings.answers().get(0) instanceof LookupResult.Found answer) {
                found.add(answer);
            }
        }
        for (int i = 0; i < ANSWERS; i++) {
            suggested.add((SuggestAnswer.Suggested) benchmark.suggest(asked, served));
            matched.add(benchmark.match(asked, served));
        }
        Freshness freshness = findings.freshness();
        compare(
                "lookup",
                new Writer("hand", i -> byHand.found(found.get(i), freshness)),
                new Writer("jackson", i -> byJackson.found(found.get(i), freshness)));
        compare(
                "suggest",
                new Writer("hand", i -> byHand.suggested(suggested.get(i))),
                new Writer("jackson", i -> byJackson.suggested(suggested.get(i))));
        compare(
                "match",
                new Writer("hand", i -> byHand.matched(matched.get(i), freshness)),
                new Writer("jackson", i -> byJackson.matched(matched.get(i), freshness)));
        compare(
                "notFound",
                new Writer("hand", i -> byHand.problem(notFound(freshness))),
                new Writer("jackson", i -> byJackson.notFound(freshness)),
                new Writer("record", i -> documents.write(notFound(freshness))));
    }

    private static ProblemDocument notFound(Freshness freshness) {
        return new ProblemDocument(
                "/problems/not-found",
                "Not found",
                404,
                "No account has this key.",
                Optional.empty(),
                OptionalLong.of(freshness.generation().number()),
                freshness.asOf(),
                Optional.of(freshness.stale()),
                OptionalLong.of(freshness.epoch().number()));
    }

    private void compare(String kind, Writer... writers) throws Exception {
        double length = 0;
        for (int i = 0; i < ANSWERS; i++) {
            byte[] first = writers[0].answer().apply(i);
            length += first.length;
            for (Writer writer : writers) {
                byte[] other = writer.answer().apply(i);
                if (!Arrays.equals(first, other)) {
                    throw new IllegalStateException(kind + " differs: "
                            + new String(first, StandardCharsets.UTF_8) + " is by " + writer.name() + " "
                            + new String(other, StandardCharsets.UTF_8));
                }
            }
        }
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            for (Writer writer : writers) {
                measure(writer, Math.max(0, round));
            }
        }
        figures.note("writer." + kind + ".length", length / ANSWERS);
        for (Writer writer : writers) {
            figures.note("writer." + kind + "." + writer.name() + ".ns", median(writer.nanos()));
            figures.note("writer." + kind + "." + writer.name() + ".allocated", median(writer.bytes()));
        }
        System.out.printf(
                Locale.ROOT,
                "%-9s %6.0f bytes:%s%n",
                kind,
                length / ANSWERS,
                String.join(",", Arrays.stream(writers).map(Writers::line).toList()));
        if (last == 0) {
            throw new IllegalStateException("nothing was written");
        }
    }

    private static String line(Writer writer) {
        return String.format(
                Locale.ROOT,
                " %s %.0f ns (%.0f to %.0f), %.0f bytes allocated",
                writer.name(),
                median(writer.nanos()),
                Arrays.stream(writer.nanos()).min().orElseThrow(),
                Arrays.stream(writer.nanos()).max().orElseThrow(),
                median(writer.bytes()));
    }

    private void measure(Writer writer, int round) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        long end = start;
        int count = 0;
        while (end - start < ROUND) {
            for (int i = 0; i < ANSWERS; i++) {
                last += writer.answer().apply(i).length;
            }
            count += ANSWERS;
            end = THREADS.getCurrentThreadCpuTime();
        }
        writer.nanos()[round] = (double) (end - start) / count;
        writer.bytes()[round] = (double) (THREADS.getCurrentThreadAllocatedBytes() - allocated) / count;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
