package org.adcache.metrics;

/** Source of metrics, read at each scrape. It must neither block a request or a sync nor take long. */
@FunctionalInterface
public interface MetricsSource {
    /** Adds the present values. */
    void collect(MetricFamilies families);
}
