/**
 * Metrics of the service in Prometheus' text format.
 *
 * <p>{@link org.adcache.metrics.ServiceMetrics} is what {@code GET /metrics} answers. A scrape asks each {@link
 * org.adcache.metrics.MetricsSource} for its present values; nothing is computed in between. Java's own figures come
 * from Micrometer's binders. To add a metric, add it to the source that knows it, and to docs/monitoring.md, which a test
 * compares with a running service.
 *
 * <p>A value that isn't known is left out and never 0. No label holds anything of an account; labels are ids of the
 * configuration, routes, results, types, attributes and problem types.
 *
 * <p>Not here: counting. The part that does something counts it.
 */
@NullMarked
package org.adcache.metrics;

import org.jspecify.annotations.NullMarked;
