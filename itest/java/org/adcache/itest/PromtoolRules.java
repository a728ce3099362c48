package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Evaluation of alert rules by promtool: what was scraped before an event holds for an hour, and what was scraped after it
 * holds for two more.
 */
final class PromtoolRules {
    private static final String FIRED = "count(count_over_time(ALERTS{%salertstate=\"firing\"}[4h])) or vector(0)";

    private final Path rules;
    private final List<Map<String, Object>> tests = new ArrayList<>();

    PromtoolRules(Path rules) {
        this.rules = rules;
    }

    /** Expects that an alert fires. */
    void fires(String alert, List<MetricsScrape.Sample> before, List<MetricsScrape.Sample> after) {
        add(alert, before, after, "(" + FIRED.formatted("alertname=\"" + alert + "\",") + ") > bool 0", 1);
    }

    /** Expects that none fires. */
    void staysSilent(List<MetricsScrape.Sample> before, List<MetricsScrape.Sample> after) {
        add("none", before, after, FIRED.formatted(""), 0);
    }

    private void add(
            String name,
            List<MetricsScrape.Sample> before,
            List<MetricsScrape.Sample> after,
            String expression,
            int value) {
        Map<String, String> values = new LinkedHashMap<>();
        known(before).forEach(sample -> values.put(sample.series(), number(sample.value()) + "x59"));
        Map<String, String> later = new LinkedHashMap<>();
        known(after).forEach(sample -> later.put(sample.series(), number(sample.value()) + "x119"));
        values.replaceAll((series, one) -> one + " " + later.getOrDefault(series, "_x120"));
        later.forEach((series, one) -> values.putIfAbsent(series, "_x60 " + one));
        List<Map<String, String>> series = values.entrySet().stream()
                .map(entry -> Map.of("series", entry.getKey(), "values", entry.getValue()))
                .toList();
        tests.add(Map.of(
                "name",
                name,
                "interval",
                "1m",
                "input_series",
                series,
                "promql_expr_test",
                List.of(Map.of(
                        "expr",
                        expression,
                        "eval_time",
                        "3h",
                        "exp_samples",
                        List.of(Map.of("labels", "{}", "value", value))))));
    }

    /** Micrometer shows NaN where Java can't tell. */
    private static List<MetricsScrape.Sample> known(List<MetricsScrape.Sample> samples) {
        return samples.stream().filter(sample -> !Double.isNaN(sample.value())).toList();
    }

    private static String number(double value) {
        return value + "+0";
    }

    /** Runs the tests and fails if one does. */
    void run(Path folder) {
        Path file = folder.resolve("alerts-test.yml");
        try {
            // JSON is YAML.
            Files.writeString(
                    file,
                    JsonMapper.shared()
                            .writeValueAsString(Map.of(
                                    "rule_files",
                                    List.of(rules.toAbsolutePath().toString()),
                                    "evaluation_interval",
                                    "1m",
                                    "tests",
                                    tests)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Command.of("promtool", "test", "rules", file.toString()).run();
    }
}
