/**
 * The benchmarks of the index: a population in a data folder, questions to it, what runs inside, the same questions to
 * others, the service as a process, and one table of it all. {@code itest/bench/index} runs the steps; each is a class
 * with a {@code main}, and they hand on what they measured through {@link org.adcache.bench.Figures}.
 */
@NullMarked
package org.adcache.bench;

import org.jspecify.annotations.NullMarked;
