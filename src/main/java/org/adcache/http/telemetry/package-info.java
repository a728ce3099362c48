/**
 * Telemetry of requests: counters and latencies by route, request ids, and the access log.
 *
 * <p>A {@link org.adcache.http.telemetry.RequestRecord} accompanies each request. The fast path has one for each
 * connection, which costs no allocation; {@link org.adcache.http.telemetry.RequestObserver} makes one for every other
 * request. What it ends with goes to {@link org.adcache.http.telemetry.RequestMetrics} and, if that is on, to the
 * {@link org.adcache.http.telemetry.AccessLog}.
 *
 * <p>Not here: how counters are shown, see {@code org.adcache.metrics}.
 */
@NullMarked
package org.adcache.http.telemetry;

import org.jspecify.annotations.NullMarked;
