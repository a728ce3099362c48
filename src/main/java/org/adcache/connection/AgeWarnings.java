package org.adcache.connection;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.sync.schedule.CalendarTimes;
import org.adcache.sync.schedule.Recurrence;

/** Whether a connection's copy grows older between two cycles than answers may be. */
public final class AgeWarnings {
    private AgeWarnings() {}

    /**
     * Returns at most one warning.
     *
     * @param maxAge older answers are stale
     * @param unknownAfter older copies are not used; empty: they always are
     */
    public static List<Problem> of(ConnectionConfig connection, Duration maxAge, Optional<Duration> unknownAfter) {
        Optional<Duration> pause = longestPause(connection.sync().cycles());
        if (pause.isPresent() && unknownAfter.isPresent() && pause.get().compareTo(unknownAfter.get()) >= 0) {
            return List.of(warning(
                    connection, pause.get(), "not less than unknown-after, so that every answer is unknown (503)"));
        }
        if (pause.isPresent() && pause.get().compareTo(maxAge) > 0) {
            return List.of(warning(connection, pause.get(), "more than max-age, so that answers are stale"));
        }
        return List.of();
    }

    private static Optional<Duration> longestPause(Recurrence cycles) {
        if (cycles instanceof Recurrence.Interval interval) {
            return Optional.of(interval.every());
        }
        return cycles instanceof CalendarTimes times ? Optional.of(times.longestPause()) : Optional.empty();
    }

    private static Problem warning(ConnectionConfig connection, Duration pause, String consequence) {
        return new Problem(
                ProblemType.CONFIG_DOUBTFUL,
                "Connection " + connection.directory().id() + ": between two syncs lie up to "
                        + pause.toMinutes() / 60.0 + " h, " + consequence + " before the next.",
                "Write a longer time there, or let syncs run more often.");
    }
}
