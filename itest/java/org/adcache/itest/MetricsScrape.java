package org.adcache.itest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Scrape of {@code GET /metrics}: its families with their types, and its samples. */
record MetricsScrape(String text, Map<String, String> types, List<Sample> samples) {
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Value of one series. */
    record Sample(String name, Map<String, String> labels, double value) {
        /** The series as rules see it: with the labels that Prometheus adds. */
        String series() {
            return name + "{job=\"adcache\",instance=\"gw1\""
                    + labels.entrySet().stream()
                            .map(label -> "," + label.getKey() + "=\"" + label.getValue() + "\"")
                            .collect(Collectors.joining())
                    + "}";
        }
    }

    MetricsScrape {
        types = Map.copyOf(types);
        samples = List.copyOf(samples);
    }

    static MetricsScrape parse(String text) {
        Map<String, String> types = new TreeMap<>();
        for (Matcher type = TYPE.matcher(text); type.find(); ) {
            types.put(type.group(1), type.group(2));
        }
        List<Sample> samples = text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(MetricsScrape::sample)
                .toList();
        return new MetricsScrape(text, types, samples);
    }

    private static Sample sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new AssertionError("no sample: " + line);
        }
        Map<String, String> labels = new LinkedHashMap<>();
        String all = Optional.ofNullable(sample.group(2)).orElse("");
        for (Matcher label = LABEL.matcher(all); label.find(); ) {
            labels.put(label.group(1), label.group(2));
        }
        return new Sample(sample.group(1), labels, Double.parseDouble(sample.group(3)));
    }

    /** The sum of the series of a name with these values of labels, names and values by turns; empty if there are none. */
    Optional<Double> sum(String name, String... labels) {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            wanted.put(labels[i], labels[i + 1]);
        }
        return samples.stream()
                .filter(sample -> sample.name().equals(name))
                .filter(sample -> sample.labels().entrySet().containsAll(wanted.entrySet()))
                .map(Sample::value)
                .reduce(Double::sum);
    }

    /** The values of each label of a name, by the label. */
    Map<String, Set<String>> labels(String name) {
        Map<String, Set<String>> values = new TreeMap<>();
        samples.stream()
                .filter(sample -> sample.name().equals(name))
                .flatMap(sample -> sample.labels().entrySet().stream())
                .forEach(label -> values.computeIfAbsent(label.getKey(), any -> new TreeSet<>())
                        .add(label.getValue()));
        return values;
    }
}
