package org.adcache.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Schedule of a connection's cycles, with jitter so that many gateways don't query in the same second. */
record Schedule(Duration every, RandomGenerator random) {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration LAST_RETRY = Duration.ofMinutes(5);
    private static final double JITTER = 0.1;

    /** Delay of the first cycle after a start: none without data, else until it is due. */
    Duration first(Optional<Instant> asOf, Instant now) {
        return asOf.map(start -> afterSuccess(start, now)).orElse(Duration.ZERO);
    }

    /** Delay after a cycle that started at this time and succeeded, or whose result is held. */
    Duration afterSuccess(Instant startedAt, Instant now) {
        Duration delay = Duration.between(now, startedAt.plus(jittered(every)));
        if (delay.isNegative()) {
            return Duration.ZERO;
        }
        Duration longest = every.plus(every.dividedBy(8));
        return delay.compareTo(longest) > 0 ? longest : delay; // the clock was set back
    }

    /** Delay after this many consecutive failures, at least one: 5 s, doubling up to {@code every} or 5 minutes. */
    Duration afterFailure(int failures) {
        Duration limit = every.compareTo(LAST_RETRY) < 0 ? every : LAST_RETRY;
        Duration delay = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 10));
        return jittered(delay.compareTo(limit) < 0 ? delay : limit);
    }

    private Duration jittered(Duration duration) {
        double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.max(1, Math.round(duration.toMillis() * factor)));
    }
}
