package org.adcache.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.adcache.http.telemetry.LatencyReading;

/** Metric families of one scrape. A family without a value is left out. */
public final class MetricFamilies {
    private static final String PREFIX = "adcache_";

    private final List<Supplier<MetricSnapshot>> families = new ArrayList<>();

    MetricFamilies() {}

    /** Values of a family: each call adds one, with the names and values of its labels by turns. */
    @FunctionalInterface
    public interface Values {
        Values add(double value, String... labels);

        /** Adds a whole number. */
        default Values add(long value, String... labels) {
            return add((double) value, labels);
        }
    }

    /**
     * Adds a family of gauges.
     *
     * @param name without the prefix {@code adcache_}
     */
    public Values gauge(String name, String help) {
        List<GaugeDataPointSnapshot> points = new ArrayList<>();
        families.add(() -> new GaugeSnapshot(metadata(name, help), points));
        return new Values() {
            @Override
            public Values add(double value, String... labels) {
                points.add(new GaugeDataPointSnapshot(value, Labels.of(labels), null));
                return this;
            }
        };
    }

    /**
     * Adds a family of counters.
     *
     * @param name without the prefix {@code adcache_} and the suffix {@code _total}
     */
    public Values counter(String name, String help) {
        List<CounterDataPointSnapshot> points = new ArrayList<>();
        families.add(() -> new CounterSnapshot(metadata(name, help), points));
        return new Values() {
            @Override
            public Values add(double value, String... labels) {
                points.add(new CounterDataPointSnapshot(value, Labels.of(labels), null, 0));
                return this;
            }
        };
    }

    /** Latencies of a family: each call adds one histogram. */
    @FunctionalInterface
    interface Latencies {
        void add(LatencyReading latency, String... labels);
    }

    /** Adds a family of histograms. */
    Latencies histogram(String name, String help) {
        List<HistogramDataPointSnapshot> points = new ArrayList<>();
        families.add(() -> new HistogramSnapshot(metadata(name, help), points));
        return (latency, labels) -> points.add(HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(ClassicHistogramBuckets.of(latency.bounds(), latency.counts()))
                .sum(latency.sum())
                .labels(Labels.of(labels))
                .build());
    }

    private static MetricMetadata metadata(String name, String help) {
        return new MetricMetadata(PREFIX + name, help);
    }

    MetricSnapshots snapshots() {
        return new MetricSnapshots(families.stream()
                .map(Supplier::get)
                .filter(family -> !family.getDataPoints().isEmpty())
                .toList());
    }
}
