package org.adcache.http.telemetry;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counters of what the requests to a route with a batch asked about: one request may hold a thousand. Thread-safe. */
public final class BatchMetrics {
    private final Map<RequestResult, LongAdder> counts = new EnumMap<>(RequestResult.class);

    BatchMetrics(RequestResult... results) {
        for (RequestResult result : results) {
            counts.put(result, new LongAdder());
        }
    }

    /** Counts items of an answer. */
    public void count(RequestResult result, long items) {
        LongAdder adder = counts.get(result);
        if (adder == null) {
            throw new IllegalArgumentException("items of a batch are never " + result);
        }
        adder.add(items);
    }

    /** The present counts, by result. */
    public Map<RequestResult, Long> reading() {
        Map<RequestResult, Long> reading = new EnumMap<>(RequestResult.class);
        counts.forEach((result, adder) -> reading.put(result, adder.sum()));
        return reading;
    }
}
