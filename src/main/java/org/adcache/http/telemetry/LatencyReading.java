package org.adcache.http.telemetry;

import java.util.List;

/**
 * Reading of a latency histogram.
 *
 * @param bounds upper bounds of the buckets in seconds; the last is infinite
 * @param counts of each bucket alone
 * @param sum of all latencies in seconds
 */
public record LatencyReading(List<Double> bounds, List<Long> counts, double sum) {
    public LatencyReading {
        bounds = List.copyOf(bounds);
        counts = List.copyOf(counts);
    }
}
