package org.adcache.metrics;

import org.adcache.http.telemetry.AccessLog;
import org.adcache.http.telemetry.BatchMetrics;
import org.adcache.http.telemetry.RequestMetrics;
import org.adcache.http.telemetry.RouteMetrics;
import org.adcache.http.telemetry.Telemetry;

/** Requests by route and result, and how long questions took. */
public final class RequestSource implements MetricsSource {
    private final RequestMetrics requests;
    private final AccessLog accessLog;

    /** Shows what was recorded of requests. */
    public RequestSource(Telemetry telemetry) {
        this.requests = telemetry.metrics();
        this.accessLog = telemetry.accessLog();
    }

    @Override
    public void collect(MetricFamilies families) {
        MetricFamilies.Values counts = families.counter(
                "requests", "Requests by route (template of the path) and result; route none: no route matched.");
        MetricFamilies.Latencies latencies = families.histogram(
                "request_duration_seconds", "Time from a question's arrival to the end of its answer.");
        for (RouteMetrics.Reading reading : requests.readings()) {
            boolean question = reading.latency().isPresent();
            reading.requests().forEach((result, count) -> {
                if (question || count > 0) {
                    counts.add(count, "method", reading.method(), "route", reading.path(), "result", result.label());
                }
            });
            reading.latency()
                    .ifPresent(latency -> latencies.add(latency, "method", reading.method(), "route", reading.path()));
        }
        MetricFamilies.Values items =
                families.counter("batch_items", "Keys in POST /v1/lookup and addresses in POST /v1/match, by result.");
        add(items, "/v1/lookup", requests.lookupKeys());
        add(items, "/v1/match", requests.matchAddresses());
        families.counter("access_log_dropped", "Lines of the access log that were dropped: the output was too slow.")
                .add(accessLog.dropped());
    }

    private static void add(MetricFamilies.Values items, String route, BatchMetrics batch) {
        batch.reading().forEach((result, count) -> items.add(count, "route", route, "result", result.label()));
    }
}
