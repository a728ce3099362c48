package org.adcache.sync.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarTimesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** Since then every zone is apart from UTC by whole minutes. */
    private static final Instant FIRST = Instant.parse("1973-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("2045-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2026-03-28T02:00 | 2026-03-28T02:30 | 2026-03-29T03:00 | 2026-03-30T02:30
                    2026-10-24T12:00 | 2026-10-25T02:30 | 2026-10-26T02:30 | 2026-10-27T02:30
                    """)
    void runsOnceWhenTheClockIsChanged(String after, String first, String second, String third) {
        assertThat(next(daily("02:30"), after, 3)).containsExactly(first, second, third);
    }

    @Test
    void runsInTheFirstOfTheHoursThatOccurTwice() {
        assertThat(daily("02:30").next(Instant.parse("2026-10-24T12:00:00Z"), BERLIN))
                .isEqualTo("2026-10-25T00:30:00Z");
        assertThat(daily("02:30").next(Instant.parse("2026-10-25T00:30:00Z"), BERLIN))
                .isEqualTo("2026-10-26T01:30:00Z");
    }

    @Test
    void severalTimesInTheGapAreOneRun() {
        assertThat(next(daily("02:00", "02:30", "03:00", "03:30"), "2026-03-28T12:00", 3))
                .containsExactly("2026-03-29T03:00", "2026-03-29T03:30", "2026-03-30T02:00");
    }

    @Test
    void runsOnDaysOfTheWeek() {
        CalendarTimes times = new CalendarTimes(
                new CalendarDays.Weekly(List.of(DayOfWeek.FRIDAY, DayOfWeek.MONDAY)), List.of(LocalTime.of(2, 30)));
        assertThat(next(times, "2026-12-01T09:00", 3))
                .containsExactly("2026-12-04T02:30", "2026-12-07T02:30", "2026-12-11T02:30");
    }

    @Test
    void theThirtyFirstIsTheLastDayOfEachMonth() {
        assertThat(next(monthly(1, 31), "2028-01-15T00:00", 5))
                .containsExactly(
                        "2028-01-31T02:30",
                        "2028-02-01T02:30",
                        "2028-02-29T02:30",
                        "2028-03-01T02:30",
                        "2028-03-31T02:30");
        assertThat(next(monthly(29, 30), "2027-01-31T00:00", 4))
                .containsExactly("2027-02-28T02:30", "2027-03-29T02:30", "2027-03-30T02:30", "2027-04-29T02:30");
    }

    @Test
    void aDateThatAZoneLeftOutRunsAfterIt() {
        ZoneId samoa = ZoneId.of("Pacific/Apia");
        assertThat(daily("02:30").next(Instant.parse("2011-12-29T20:00:00Z"), samoa))
                .isEqualTo("2011-12-30T10:00:00Z")
                .isEqualTo(LocalDateTime.parse("2011-12-31T00:00").atZone(samoa).toInstant());
    }

    @Test
    void knowsItsLongestPause() {
        assertThat(daily("02:30").longestPause()).isEqualTo(Duration.ofDays(1));
        assertThat(daily("02:30", "08:30").longestPause()).isEqualTo(Duration.ofHours(18));
        assertThat(monthly(31).longestPause()).isEqualTo(Duration.ofDays(31));
        assertThat(monthly(1, 15).longestPause()).isEqualTo(Duration.ofDays(17));
    }

    @Test
    void isWrittenAsInTheConfiguration() {
        assertThat(daily("14:30", "02:30")).hasToString("02:30,14:30");
        assertThat(monthly(31, 1)).hasToString("1,31 02:30");
    }

    @Test
    void refusesWhatHoldsNever() {
        assertThatThrownBy(() -> monthly(32)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> monthly()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> daily()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> daily("02:30:01")).isInstanceOf(IllegalArgumentException.class);
    }

    /** Compares with a clock that is watched minute by minute, mostly around changes of zones' clocks. */
    @Test
    void isWhatAClockThatIsWatchedEachMinuteShows() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<ZoneId> zones =
                ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
        for (int i = 0; i < 400; i++) {
            ZoneId zone = zones.get(random.nextInt(zones.size()));
            Instant moment = FIRST.plusSeconds(
                    random.nextLong(Duration.between(FIRST, LAST).toSeconds()));
            Optional<ZoneOffsetTransition> change = Optional.ofNullable(
                            zone.getRules().nextTransition(moment))
                    .filter(transition -> transition.getInstant().isBefore(LAST));
            Instant after = change.map(ZoneOffsetTransition::getInstant)
                    .orElse(moment)
                    .minusSeconds(random.nextInt(3 * 86_400));
            CalendarTimes times = random(random, change.map(ZoneOffsetTransition::getDateTimeBefore));
            assertThat(times.next(after, zone))
                    .as("seed %s: %s after %s in %s", seed, times, after, zone)
                    .isEqualTo(slowNext(times, after, zone));
        }
    }

    /** The first minute at which the latest time that the clock has shown passes one of the times. */
    private static Instant slowNext(CalendarTimes times, Instant after, ZoneId zone) {
        Instant minute = Instant.ofEpochSecond(Math.floorDiv(after.getEpochSecond(), 60) * 60)
                .minus(Duration.ofDays(2));
        LocalDateTime latest = LocalDateTime.ofInstant(minute, zone);
        while (true) {
            minute = minute.plusSeconds(60);
            LocalDateTime shown = LocalDateTime.ofInstant(minute, zone);
            boolean passed = false;
            while (latest.isBefore(shown)) {
                latest = latest.plusMinutes(1);
                passed |= slowContains(times.days(), latest) && times.times().contains(latest.toLocalTime());
            }
            if (passed && minute.isAfter(after)) {
                return minute;
            }
        }
    }

    private static boolean slowContains(CalendarDays days, LocalDateTime time) {
        if (days instanceof CalendarDays.Weekly weekly) {
            return weekly.days().contains(time.getDayOfWeek());
        }
        if (days instanceof CalendarDays.Monthly monthly) {
            boolean lastOfMonth = time.plusDays(1).getDayOfMonth() == 1;
            return monthly.days().stream()
                    .anyMatch(day -> day == time.getDayOfMonth() || (lastOfMonth && day > time.getDayOfMonth()));
        }
        return true;
    }

    private static CalendarTimes random(Random random, Optional<LocalDateTime> change) {
        List<LocalTime> times = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            LocalTime any = LocalTime.of(random.nextInt(24), random.nextInt(60));
            times.add(change.filter(near -> random.nextBoolean())
                    .map(near -> near.toLocalTime().plusMinutes(random.nextInt(181) - 90L))
                    .orElse(any));
        }
        return new CalendarTimes(randomDays(random), times);
    }

    private static CalendarDays randomDays(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new CalendarDays.Daily();
            case 1 ->
                new CalendarDays.Weekly(random.ints(1 + random.nextInt(3), 1, 8)
                        .mapToObj(DayOfWeek::of)
                        .toList());
            default ->
                new CalendarDays.Monthly(
                        random.ints(1 + random.nextInt(3), 1, 32).boxed().toList());
        };
    }

    private static List<String> next(CalendarTimes times, String after, int count) {
        List<String> found = new ArrayList<>();
        Instant time = LocalDateTime.parse(after).atZone(BERLIN).toInstant();
        for (int i = 0; i < count; i++) {
            time = times.next(time, BERLIN);
            found.add(LocalDateTime.ofInstant(time, BERLIN).toString());
        }
        return found;
    }

    private static CalendarTimes daily(String... times) {
        return new CalendarTimes(
                new CalendarDays.Daily(), Stream.of(times).map(LocalTime::parse).toList());
    }

    private static CalendarTimes monthly(int... days) {
        return new CalendarTimes(
                new CalendarDays.Monthly(IntStream.of(days).boxed().toList()), List.of(LocalTime.of(2, 30)));
    }
}
