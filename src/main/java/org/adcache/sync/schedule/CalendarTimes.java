package org.adcache.sync.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Times of day on some days, as a clock on the wall shows them. A time that is skipped when the clock is put forward is
 * the end of the gap; one that occurs twice when it is put back is the first.
 *
 * @param times one or more, to the minute
 */
public record CalendarTimes(CalendarDays days, List<LocalTime> times) implements Recurrence {
    /** More than zones are ever apart: where the date line moved, a zone repeated or left out a day. */
    private static final int DATE_LINE = 2;

    /** Has a month of each length, and the end of a year. */
    private static final Duration YEARS = Duration.ofDays(4 * 366);

    private static final Instant LEAP_YEAR = Instant.parse("2024-01-01T00:00:00Z");

    public CalendarTimes {
        times = times.stream().distinct().sorted().toList();
        if (times.isEmpty() || times.stream().anyMatch(time -> time.getSecond() != 0 || time.getNano() != 0)) {
            throw new IllegalArgumentException("times are one or more, to the minute, not " + times);
        }
    }

    /** Returns the first of these times after another. */
    public Instant next(Instant after, ZoneId zone) {
        LocalDate first = LocalDate.ofInstant(after, zone).minusDays(DATE_LINE);
        return Stream.iterate(first, date -> date.plusDays(1))
                .filter(days::contains)
                .flatMap(date -> times.stream().map(time -> instant(date.atTime(time), zone)))
                .filter(time -> time.isAfter(after))
                .findFirst()
                .orElseThrow();
    }

    /** The longest time between two of them where the clock is never changed. */
    public Duration longestPause() {
        Duration longest = Duration.ZERO;
        Instant end = LEAP_YEAR.plus(YEARS);
        for (Instant time = next(LEAP_YEAR, ZoneOffset.UTC); time.isBefore(end); ) {
            Instant following = next(time, ZoneOffset.UTC);
            Duration pause = Duration.between(time, following);
            longest = pause.compareTo(longest) > 0 ? pause : longest;
            time = following;
        }
        return longest;
    }

    private static Instant instant(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.isEmpty() ? zone.getRules().getTransition(local).getInstant() : local.toInstant(offsets.get(0));
    }

    /** These times as they are configured, such as {@code mon,fri 02:30}. */
    @Override
    public String toString() {
        String text = times.stream().map(LocalTime::toString).collect(Collectors.joining(","));
        return days instanceof CalendarDays.Daily ? text : days + " " + text;
    }
}
