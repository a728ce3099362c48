package org.adcache.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Text of a point in time: to the second, in UTC, and how far away it is where somebody looks at it. */
final class TimeText {
    private static final List<Unit> UNITS = List.of(
            new Unit("d", Duration.ofDays(1)),
            new Unit("h", Duration.ofHours(1)),
            new Unit("min", Duration.ofMinutes(1)),
            new Unit("s", Duration.ofSeconds(1)));

    private record Unit(String name, Duration length) {}

    private TimeText() {}

    static String absolute(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Formats {@code 2026-11-01T10:00:00Z (2 min ago)}, or {@code (in 2 min)}. */
    static String relative(Instant time, Instant now) {
        Duration between = Duration.between(time, now);
        String length = length(between.abs());
        return absolute(time) + " (" + (between.isNegative() ? "in " + length : length + " ago") + ")";
    }

    /** The largest unit of which there is a whole one, rounded down. */
    private static String length(Duration duration) {
        Unit unit = UNITS.stream()
                .filter(each -> duration.compareTo(each.length()) >= 0)
                .findFirst()
                .orElse(UNITS.get(UNITS.size() - 1));
        return duration.toMillis() / unit.length().toMillis() + " " + unit.name();
    }
}
