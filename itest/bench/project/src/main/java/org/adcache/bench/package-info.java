/**
 * Benchmarks of the index: a population in a data folder, queries to it, measurements in process, the same queries to
 * peers, the service as a process, and one table of all results. {@code itest/bench/index} runs the steps; each is a
 * class with a {@code main}, and they share their figures through {@link org.adcache.bench.Figures}.
 */
@NullMarked
package org.adcache.bench;

import org.jspecify.annotations.NullMarked;
