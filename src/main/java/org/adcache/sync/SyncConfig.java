package org.adcache.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.adcache.sync.schedule.CalendarTimes;
import org.adcache.sync.schedule.Recurrence;

/**
 * When a connection's cycles run, and the limit above which a result is held.
 *
 * @param recurrence when cycles run without a request
 * @param reconcileEvery longest time between two cycles that compare everything
 * @param fullEvery longest time between two cycles that read everything
 * @param shrinkLimit fraction of the accounts, 0 to 1, that one cycle may remove
 * @param timeout for a whole cycle
 */
public record SyncConfig(
        Recurrence recurrence, Duration reconcileEvery, Duration fullEvery, double shrinkLimit, Duration timeout) {
    public static final Duration FULL_EVERY = Duration.ofDays(7);

    /** More than the hour by which clocks are changed, and than a cycle takes. */
    private static final Duration MOST_EARLY = Duration.ofHours(2);

    public SyncConfig {
        if (Stream.of(reconcileEvery, fullEvery, timeout).anyMatch(time -> time.isNegative() || time.isZero())) {
            throw new IllegalArgumentException("reconcileEvery, fullEvery and timeout are more than 0, not "
                    + reconcileEvery + ", " + fullEvery + " and " + timeout);
        }
        if (!(shrinkLimit >= 0 && shrinkLimit <= 1)) {
            throw new IllegalArgumentException("shrinkLimit is 0 to 1, not " + shrinkLimit);
        }
    }

    /** Settings of cycles at an interval. */
    public SyncConfig(
            Duration every, Duration reconcileEvery, Duration fullEvery, double shrinkLimit, Duration timeout) {
        this(new Recurrence.Interval(every), reconcileEvery, fullEvery, shrinkLimit, timeout);
    }

    /** Settings of cycles at an interval, with the default time between full reads. */
    public SyncConfig(Duration every, Duration reconcileEvery, double shrinkLimit, Duration timeout) {
        this(every, reconcileEvery, FULL_EVERY, shrinkLimit, timeout);
    }

    /** When cycles run: a reconciliation is part of a cycle, so of intervals the shortest counts. */
    public Recurrence cycles() {
        return recurrence instanceof Recurrence.Interval interval
                ? new Recurrence.Interval(Stream.of(interval.every(), reconcileEvery, fullEvery)
                        .min(Comparator.naturalOrder())
                        .orElseThrow())
                : recurrence;
    }

    /** Whether a cycle that started at a time has to compare everything. */
    boolean reconciliationIsDue(Instant last, Instant startedAt) {
        return isDue(last, reconcileEvery, startedAt);
    }

    /** Whether a cycle that started at a time has to read everything. */
    boolean fullReadIsDue(Instant last, Instant startedAt) {
        return isDue(last, fullEvery, startedAt);
    }

    private boolean isDue(Instant last, Duration every, Instant startedAt) {
        return last.isAfter(startedAt) || !last.plus(every).minus(early(every)).isAfter(startedAt);
    }

    /** Calendar times are never exactly a day apart: what would be due a moment later isn't left to the next one. */
    private Duration early(Duration every) {
        Duration part = every.dividedBy(8);
        return !(recurrence instanceof CalendarTimes)
                ? Duration.ZERO
                : part.compareTo(MOST_EARLY) < 0 ? part : MOST_EARLY;
    }
}
