package org.adcache.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Comparison of two checkouts: {@code Ratios THIS OTHER ROUNDS} prints for each figure the median of both, their
 * ratio, and the lowest and highest ratio of a round, from the folders {@code 1}, {@code 2}… in the folder of each
 * checkout. Figures that are worse by more than 3 % are marked.
 */
final class Ratios {
    private static final double TOLERATED = 1.03;

    private final List<Map<String, Double>> ours = new ArrayList<>();
    private final List<Map<String, Double>> theirs = new ArrayList<>();

    public static void main(String[] args) throws IOException {
        Ratios ratios = new Ratios();
        for (int round = 1; round <= Integer.parseInt(args[2]); round++) {
            ratios.ours.add(new Figures(Path.of(args[0], Integer.toString(round))).all());
            ratios.theirs.add(new Figures(Path.of(args[1], Integer.toString(round))).all());
        }
        ratios.print();
    }

    private void print() {
        System.out.printf("%n%-52s %12s %12s %10s   %s%n", "", "this", "other", "this/other", "round by round");
        for (String name : List.of("lookup", "suggest", "suggestFew", "match")) {
            least(name + " in process, processor time, mean, µs", name + ".cpu.mean");
            least("    processor time, p50, µs", name + ".cpu.p50");
            least("    p50, µs", name + ".p50");
            least("    p99, µs", name + ".p99");
        }
        for (String name : List.of("lookup", "suggest")) {
            most(name + " over HTTP, requests a second", "http." + name + ".rate");
            least("    processor time of a request, µs", "http." + name + ".cpu");
            most("    as a part of nginx's rate", "http." + name + ".of.nginx");
            same("    nginx, one fixed answer, requests a second", "nginx." + name + ".rate");
        }
        least("start until it listens, s", "start.listening.seconds");
        least("start to the first right answer, s", "start.seconds");
        least("    processor time of it, s", "start.cpu.seconds");
    }

    /** Lower is better. */
    private void least(String label, String name) {
        line(label, name, ratio(name) > TOLERATED);
    }

    private void most(String label, String name) {
        line(label, name, ratio(name) < 1 / TOLERATED);
    }

    /** Not a figure of a checkout: its differences are those of the machine. */
    private void same(String label, String name) {
        line(label, name, false);
    }

    private double ratio(String name) {
        return median(values(ours, name)) / median(values(theirs, name));
    }

    private void line(String label, String name, boolean worse) {
        List<Double> saved = values(ours, name);
        List<Double> right = values(theirs, name);
        List<Double> pairs = new ArrayList<>();
        for (int i = 0; i < saved.size(); i++) {
            pairs.add(saved.get(i) / right.get(i));
        }
        pairs.sort(null);
        System.out.printf(
                Locale.ROOT,
                "%-52s %12s %12s %10.3f   %.3f..%.3f%s%n",
                label,
                number(median(saved)),
                number(median(right)),
                ratio(name),
                pairs.get(0),
                pairs.get(pairs.size() - 1),
                worse ? "   WORSE" : "");
    }

    private static List<Double> values(List<Map<String, Double>> rounds, String name) {
        List<Double> values = new ArrayList<>();
        for (Map<String, Double> round : rounds) {
            Double value = round.get(name);
            if (value == null) {
                throw new IllegalStateException(name + " was not measured in round " + (values.size() + 1));
            }
            values.add(value);
        }
        return values;
    }

    /** Median; of an even number, the mean of the two in the middle. */
    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 1000 ? "%,.0f" : "%.3f", value);
    }
}
