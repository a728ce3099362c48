package org.adcache.sync.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Schedule of a connection's cycles. Intervals and retries have jitter, so that many gateways don't query in the same
 * second; calendar times are kept to the second.
 *
 * @param zone of calendar times
 */
public record Schedule(Recurrence recurrence, ZoneId zone, RandomGenerator random) {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration LAST_RETRY = Duration.ofMinutes(5);
    private static final double JITTER = 0.1;

    /** A machine's clock may be set, and the machine may sleep, while a calendar time is waited for. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** A clock that is set back by less was corrected, and doesn't bring back a time that was due already. */
    private static final Duration CORRECTION = Duration.ofHours(1);

    /**
     * Delay after a cycle that started at this time and succeeded, or whose result is held; none if the next is due,
     * empty if there is none without a request.
     */
    public Optional<Duration> afterSuccess(Instant startedAt, Instant now) {
        if (recurrence instanceof Recurrence.Interval interval) {
            return Optional.of(afterInterval(interval.every(), startedAt, now));
        }
        if (recurrence instanceof CalendarTimes times) {
            return Optional.of(notNegative(Duration.between(now, times.next(reference(startedAt, now), zone))));
        }
        return Optional.empty();
    }

    private Duration afterInterval(Duration every, Instant startedAt, Instant now) {
        Duration delay = notNegative(Duration.between(now, startedAt.plus(jittered(every))));
        Duration longest = every.plus(every.dividedBy(8));
        return delay.compareTo(longest) > 0 ? longest : delay; // the clock was set back
    }

    /** The part of a delay after which to look whether the next cycle {@link #isDue}, in whole milliseconds. */
    public Duration firstWait(Duration delay) {
        Duration wait = recurrence instanceof CalendarTimes && delay.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : delay;
        return Duration.ofMillis(wait.plusNanos(999_999).toMillis());
    }

    /** Whether the next cycle is due when a wait is over. */
    public boolean isDue(Instant startedAt, Instant now) {
        return !(recurrence instanceof CalendarTimes)
                || afterSuccess(startedAt, now).filter(Duration::isZero).isPresent();
    }

    /** The start of the last cycle, or now if that is in the future because the clock was set back. */
    public Instant reference(Instant startedAt, Instant now) {
        return startedAt.isAfter(now.plus(CORRECTION)) ? now : startedAt;
    }

    /** Delay after this many consecutive failures, at least one: 5 s, doubling up to the interval or 5 minutes. */
    public Duration afterFailure(int failures) {
        Duration limit = recurrence instanceof Recurrence.Interval interval
                        && interval.every().compareTo(LAST_RETRY) < 0
                ? interval.every()
                : LAST_RETRY;
        Duration delay = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 10));
        return jittered(delay.compareTo(limit) < 0 ? delay : limit);
    }

    private Duration jittered(Duration duration) {
        double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.max(1, Math.round(duration.toMillis() * factor)));
    }

    private static Duration notNegative(Duration delay) {
        return delay.isNegative() ? Duration.ZERO : delay;
    }
}
