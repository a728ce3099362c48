package org.adcache.http.telemetry;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counters of one route: its requests by result, and how long they took if it answers questions. Thread-safe. */
public final class RouteMetrics {
    private static final RequestResult[] RESULTS = RequestResult.values();

    private final String method;
    private final String path;
    private final RequestResult success;
    private final Optional<LatencyHistogram> latencies;
    private final LongAdder[] counts =
            Stream.generate(LongAdder::new).limit(RESULTS.length).toArray(LongAdder[]::new);

    /**
     * Creates counters that are zero.
     *
     * @param path its template, without the values of parameters
     * @param success the result of an answer without an error
     * @param timed whether latencies are recorded
     */
    RouteMetrics(String method, String path, RequestResult success, boolean timed) {
        this.method = method;
        this.path = path;
        this.success = success;
        this.latencies = timed ? Optional.of(new LatencyHistogram()) : Optional.empty();
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    /** Counts a request that was answered. */
    @SuppressWarnings("EnumOrdinal") // An array of counters, in which the fast path counts.
    void count(int status, long nanos) {
        counts[RequestResult.of(status, success).ordinal()].increment();
        if (latencies.isPresent()) {
            latencies.get().record(nanos);
        }
    }

    /** The present counts. */
    @SuppressWarnings("EnumOrdinal")
    public Reading reading() {
        Map<RequestResult, Long> byResult = new EnumMap<>(RequestResult.class);
        for (RequestResult result : RESULTS) {
            byResult.put(result, counts[result.ordinal()].sum());
        }
        return new Reading(method, path, byResult, latencies.map(LatencyHistogram::reading));
    }

    /**
     * Reading of a route's counters.
     *
     * @param requests by result; one that never occurred is 0
     * @param latency of routes that answer questions
     */
    public record Reading(
            String method, String path, Map<RequestResult, Long> requests, Optional<LatencyReading> latency) {
        public Reading {
            requests = Map.copyOf(requests);
        }
    }
}
