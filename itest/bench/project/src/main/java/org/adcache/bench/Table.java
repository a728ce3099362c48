package org.adcache.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Report of all figures as one table, and as JSON beside the figures. What was not measured has no row. */
final class Table {
    private final Map<String, Double> figures;
    private final List<String> json = new ArrayList<>();
    private String pending = "";

    private Table(Map<String, Double> figures) {
        this.figures = figures;
    }

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Table table = new Table(new Figures(folder).all());
        table.print();
        Files.writeString(folder.resolve("table.json"), "[\n" + String.join(",\n", table.json) + "\n]\n");
    }

    /** Direction in which a target is met. */
    private enum Goal {
        AT_MOST("<="),
        AT_LEAST(">=");

        private final String sign;

        Goal(String sign) {
            this.sign = sign;
        }

        boolean isMet(double value, double target) {
            return this == AT_MOST ? value <= target : value >= target;
        }
    }

    private void print() {
        System.out.printf(
                Locale.ROOT,
                "%n%,.0f accounts, %.2f addresses and %.1f words each, %.1f memberships; %.0f MB on disk%n%n",
                figures.getOrDefault("population.accounts", 0.0),
                figures.getOrDefault("population.addresses", 0.0),
                figures.getOrDefault("population.words", 0.0),
                figures.getOrDefault("population.memberships", 0.0),
                figures.getOrDefault("population.megabytes", 0.0));
        System.out.printf("%-66s %14s   %-16s%n", "", "measured", "target");
        inside();
        memory();
        http();
    }

    private void inside() {
        heading("In process (JMH)");
        goal("suggest, words of more than eight accounts (tiers 1 to 5), p50", "suggest.p50", "µs", Goal.AT_MOST, 15);
        goal("suggest, the same, p99", "suggest.p99", "µs", Goal.AT_MOST, 200);
        goal("suggest, words of no more than eight (tier 6), p50", "suggestFew.p50", "µs", Goal.AT_MOST, 2000);
        goal("suggest, the same, p99", "suggestFew.p99", "µs", Goal.AT_MOST, 2000);
        goal("lookup of one address, p50", "lookup.p50", "µs", Goal.AT_MOST, 1);
        row("lookup of one address, p99", "lookup.p99", "µs");
        goal("match, 11 addresses, 100 conditions, p50", "match.p50", "µs", Goal.AT_MOST, 100);
        row("match, the same, p99", "match.p99", "µs");
        row("a thousand changes: written to disk", "overlay.commit.ms", "ms");
        goal("a thousand changes: from disk to being served", "overlay.ms", "ms", Goal.AT_MOST, 50);
        row("the same, the first of a new process", "overlay.first.ms", "ms");
        row("suggest and lookup by turns in quiet, p50", "stream.quiet.p50", "µs");
        row("the same, p99", "stream.quiet.p99", "µs");
        row("the same while changes are committed and served, p50", "stream.p50", "µs");
        row("the same, p99", "stream.p99", "µs");
        ratio("    p99 while changes come / in quiet", "stream.p99", "stream.quiet.p99", Goal.AT_MOST, 2);
        row("    batches of a hundred changes a second", "stream.batches", "1/s");
        row("    a batch, written and served", "stream.batch.ms", "ms");

        heading("The same in processor time, which other work on the machine hardly disturbs (step quick)");
        row("suggest, tiers 1 to 5, p50", "suggest.cpu.p50", "µs");
        row("suggest, tiers 1 to 5, p99", "suggest.cpu.p99", "µs");
        row("suggest, tier 6, p50", "suggestFew.cpu.p50", "µs");
        row("suggest, tier 6, p99", "suggestFew.cpu.p99", "µs");
        row("lookup, mean", "lookup.cpu.mean", "µs");
        row("match, p50", "match.cpu.p50", "µs");
        row("match, p99", "match.cpu.p99", "µs");

        heading("Others in the same process, the same questions");
        row("Lucene AnalyzingInfixSuggester, suggest, p50", "luceneSuggest.p50", "µs");
        row("the same, p99", "luceneSuggest.p99", "µs");
        ratio("    Lucene's median / adcache's", "luceneSuggest.p50", "suggest.p50", Goal.AT_LEAST, 5);
        row("sorted TreeMap, suggest, p50", "sortedSuggest.p50", "µs");
        row("the same, p99", "sortedSuggest.p99", "µs");
        ratio("    TreeMap's median / adcache's", "sortedSuggest.p50", "suggest.p50");
        ratio("    TreeMap's p99 / adcache's", "sortedSuggest.p99", "suggest.p99");
        row("sorted TreeMap, lookup, p50", "sortedLookup.p50", "µs");
        ratio("    TreeMap's median / adcache's", "sortedLookup.p50", "lookup.p50");

        heading("Others over a socket, one connection, the same data and questions");
        row("adcache over HTTP, lookup, p50", "http.lookup.alone.p50", "µs");
        row("adcache over HTTP, suggest, p50", "http.suggest.alone.p50", "µs");
        row("Redis over a Unix socket, HGET of an address, p50", "redis.lookup.p50", "µs");
        ratio("    Redis / adcache over HTTP", "redis.lookup.p50", "http.lookup.alone.p50");
        row("Redis, ZRANGEBYLEX of one word, unordered, p50", "redis.suggest.p50", "µs");
        ratio("    Redis / adcache over HTTP", "redis.suggest.p50", "http.suggest.alone.p50");
        row("slapd (mdb, substring indexes), mail=ADDRESS, p50", "slapd.lookup.p50", "µs");
        ratio("    slapd / adcache over HTTP", "slapd.lookup.p50", "http.lookup.alone.p50");
        row("slapd, beginnings of cn, sn, givenName, uid, mail, p50", "slapd.suggest.p50", "µs");
        row("the same, p99", "slapd.suggest.p99", "µs");
        ratio("    slapd / adcache over HTTP", "slapd.suggest.p50", "http.suggest.alone.p50");
        row("Samba, a domain of its own: accounts", "samba.accounts", "");
        row("Samba over LDAPS, (anr=...) of one word, mean", "samba.suggest.mean", "µs");
        row("adcache over HTTP, the same questions to the same accounts, mean", "samba.adcache.mean", "µs");
        ratio("    Samba / adcache", "samba.suggest.mean", "samba.adcache.mean");
    }

    private void memory() {
        heading("Memory and start");
        goal("heap of the index, by account", "index.bytes", "bytes", Goal.AT_MOST, 350);
        row("index built from records on disk", "index.build.ms", "ms");
        row("index read from the image that the building left", "index.read.ms", "ms");
        double accounts = figures.getOrDefault("population.accounts", 0.0);
        if (accounts > 100_000) {
            goal("start to the first right answer", "start.seconds", "s", Goal.AT_MOST, 5);
        } else {
            goal("start to the first right answer", "start.seconds", "s", Goal.AT_MOST, 1);
        }
        row("    CPU time of it", "start.cpu.seconds", "s");
        goal("process at rest, resident", "process.rest.MB", "MB", Goal.AT_MOST, 700);
        goal("process until then at most", "process.most.MB", "MB", Goal.AT_MOST, 1200);
        row("start without an index image", "start.built.seconds", "s");
        goal("process at most in such a start", "process.built.MB", "MB", Goal.AT_MOST, 1200);
        goal(
                "store and index in a heap of 960 MB, all read anew, at most",
                "rebuild.most.MB",
                "MB",
                Goal.AT_MOST,
                1200);
        row("process after the questions over HTTP, resident", "process.after.http.MB", "MB");
        row("slapd, resident", "slapd.MB", "MB");
        row("Redis, resident", "redis.MB", "MB");
    }

    private void http() {
        heading("HTTP (wrk, the same connections for both, turn by turn)");
        row("lookup, requests a second", "http.lookup.rate", "1/s");
        row("nginx, one fixed answer of the same size", "nginx.lookup.rate", "1/s");
        ratio("    adcache / nginx", "http.lookup.rate", "nginx.lookup.rate", Goal.AT_LEAST, 0.85);
        row("suggest, requests a second", "http.suggest.rate", "1/s");
        row("nginx, one fixed answer of the same size", "nginx.suggest.rate", "1/s");
        ratio("    adcache / nginx", "http.suggest.rate", "nginx.suggest.rate", Goal.AT_LEAST, 0.6);
        for (String name : List.of("lookup", "suggest")) {
            row(name + " at about half of that, requests a second", "http." + name + ".half.rate", "1/s");
            goal("    p99", "http." + name + ".half.p99", "µs", Goal.AT_MOST, 2000);
            row("    nginx at the same rate, p99", "nginx." + name + ".half.p99", "µs");
        }
        for (String name : List.of("lookup", "suggest")) {
            String sync = "http." + name + ".sync.";
            row(name + " over a simulated directory, at half the maximum rate, p99", sync + "quiet.p99", "µs");
            goal("    while a cycle begins each second, p99", sync + "seconds.p99", "µs", Goal.AT_MOST, 2000);
            row("    requests a second meanwhile", sync + "seconds.rate", "1/s");
            goal("    while cycle follows cycle, p99", sync + "cycles.p99", "µs", Goal.AT_MOST, 2000);
            row("    requests a second meanwhile", sync + "cycles.rate", "1/s");
            goal("    while all of it is read, p99", sync + "half.p99", "µs", Goal.AT_MOST, 2000);
            row("    requests a second meanwhile", sync + "half.rate", "1/s");
        }
    }

    /** Sets the heading above the next row, if there is one. */
    private void heading(String text) {
        pending = "\n" + text + "\n";
    }

    private void row(String label, String name, String unit) {
        if (figures.containsKey(name)) {
            line(label, name, figures.get(name), unit, "");
        }
    }

    private void goal(String label, String name, String unit, Goal goal, double target) {
        if (figures.containsKey(name)) {
            double value = figures.get(name);
            line(label, name, value, unit, judged(value, unit, goal, target));
        }
    }

    private void ratio(String label, String above, String below) {
        if (figures.containsKey(above) && figures.containsKey(below)) {
            line(label, above + "/" + below, figures.get(above) / figures.get(below), "times", "");
        }
    }

    private void ratio(String label, String above, String below, Goal goal, double target) {
        if (figures.containsKey(above) && figures.containsKey(below)) {
            double value = figures.get(above) / figures.get(below);
            line(label, above + "/" + below, value, "times", judged(value, "times", goal, target));
        }
    }

    private static String judged(double value, String unit, Goal goal, double target) {
        return goal.sign + " " + number(target) + " " + unit + (goal.isMet(value, target) ? "" : "   MISSED");
    }

    private void line(String label, String name, double value, String unit, String target) {
        System.out.print(pending);
        pending = "";
        String measured = number(value) + " " + unit;
        System.out.println(String.format(Locale.ROOT, "%-66s %14s   %s", label, measured, target)
                .stripTrailing());
        json.add(String.format(
                Locale.ROOT,
                "  {\"name\": \"%s\", \"label\": \"%s\", \"value\": %s, \"unit\": \"%s\", \"target\": \"%s\"}",
                name,
                label.strip(),
                Double.toString(value),
                unit,
                target.replace("   ", " ")));
    }

    private static String number(double value) {
        if (value == Math.rint(value) || value >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }
}
