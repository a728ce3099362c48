package org.adcache.http.telemetry;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Latency histogram with exponential bounds from 10 µs to 1 s. Recording costs two additions of striped counters and no
 * allocation. Thread-safe.
 */
final class LatencyHistogram {
    private static final long MICROSECOND = 1_000;
    private static final double NANOS = 1e9;

    /** Upper bounds in nanoseconds; the last bucket has none. */
    private static final long[] BOUNDS = {
        10 * MICROSECOND, 20 * MICROSECOND, 50 * MICROSECOND,
        100 * MICROSECOND, 200 * MICROSECOND, 500 * MICROSECOND,
        1_000 * MICROSECOND, 2_000 * MICROSECOND, 5_000 * MICROSECOND,
        10_000 * MICROSECOND, 20_000 * MICROSECOND, 50_000 * MICROSECOND,
        100_000 * MICROSECOND, 200_000 * MICROSECOND, 500_000 * MICROSECOND,
        1_000_000 * MICROSECOND
    };

    private final LongAdder[] counts =
            Stream.generate(LongAdder::new).limit(BOUNDS.length + 1L).toArray(LongAdder[]::new);
    private final LongAdder sum = new LongAdder();

    void record(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        sum.add(nanos);
    }

    LatencyReading reading() {
        return new LatencyReading(
                Stream.concat(
                                Arrays.stream(BOUNDS).mapToObj(bound -> bound / NANOS),
                                Stream.of(Double.POSITIVE_INFINITY))
                        .toList(),
                Stream.of(counts).map(LongAdder::sum).toList(),
                sum.sum() / NANOS);
    }
}
