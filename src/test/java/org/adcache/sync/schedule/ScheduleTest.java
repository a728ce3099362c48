package org.adcache.sync.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void isDueAnIntervalAfterTheLastCycleStarted() {
        Schedule schedule = every(Duration.ofMinutes(30));
        assertThat(delay(schedule, NOW.minus(Duration.ofMinutes(10))))
                .isBetween(Duration.ofMinutes(17), Duration.ofMinutes(23));
        assertThat(delay(schedule, NOW.minus(Duration.ofHours(9)))).isZero();
    }

    @Test
    void waitsNoLongerThanItsIntervalWhenTheClockWasSetBack() {
        assertThat(delay(every(Duration.ofMinutes(30)), NOW.plus(Duration.ofDays(900))))
                .isBetween(Duration.ofMinutes(27), Duration.ofMinutes(34));
    }

    @Test
    void waitsForTheNextCalendarTimeToTheSecond() {
        Schedule nightly = at("02:30");
        assertThat(delay(nightly, NOW)).isEqualTo(Duration.between(NOW, Instant.parse("2026-11-22T01:30:00Z")));
        assertThat(delay(nightly, Instant.parse("2026-11-21T01:30:00Z")))
                .isEqualTo(Duration.ofHours(15).plusMinutes(30));
    }

    @Test
    void aCalendarTimeThatWasMissedIsDueAtOnce() {
        assertThat(delay(at("02:30"), Instant.parse("2026-11-21T01:29:59Z"))).isZero();
        assertThat(delay(at("02:30"), Instant.parse("2026-10-01T00:00:00Z"))).isZero();
    }

    @Test
    void aClockThatWasCorrectedDoesNotRepeatACalendarTime() {
        Instant due = Instant.parse("2026-11-21T01:30:00Z");
        assertThat(at("02:30").afterSuccess(due, due.minusSeconds(2)).orElseThrow())
                .isEqualTo(Duration.ofDays(1).plusSeconds(2));
    }

    @Test
    void aClockThatWasSetBackADayLeavesOutNoCalendarTime() {
        assertThat(delay(at("12:00"), NOW.plus(Duration.ofDays(1)))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void waitsForACalendarTimeInStepsAsTheClockMayBeSet() {
        assertThat(at("02:30").firstWait(Duration.ofDays(3))).isEqualTo(Duration.ofMinutes(1));
        assertThat(at("02:30").firstWait(Duration.ofNanos(1_000_001))).isEqualTo(Duration.ofMillis(2));
        assertThat(every(Duration.ofDays(3)).firstWait(Duration.ofDays(3))).isEqualTo(Duration.ofDays(3));
    }

    @Test
    void hasNoNextCycleIfCyclesRunOnRequest() {
        Schedule schedule = new Schedule(new Recurrence.OnRequest(), BERLIN, new Random(1));
        assertThat(schedule.afterSuccess(NOW.minus(Duration.ofDays(900)), NOW)).isEmpty();
    }

    @Test
    void doublesTheDelayAfterEachFailureUpToFiveMinutes() {
        for (Schedule schedule : List.of(every(Duration.ofMinutes(30)), at("02:30"))) {
            long[] seconds = {5, 10, 20, 40, 80, 160, 300, 300};
            for (int failures = 1; failures <= seconds.length; failures++) {
                long expected = seconds[failures - 1] * 1000;
                assertThat(schedule.afterFailure(failures).toMillis()).isBetween(expected * 9 / 10, expected * 11 / 10);
            }
            assertThat(schedule.afterFailure(1_000_000)).isLessThan(Duration.ofMinutes(6));
        }
    }

    @Test
    void retriesNoLaterThanTheNextRegularCycle() {
        assertThat(every(Duration.ofSeconds(2)).afterFailure(9))
                .isBetween(Duration.ofMillis(1800), Duration.ofMillis(2200));
    }

    @Test
    void spreadsTheDelays() {
        Schedule schedule = every(Duration.ofMinutes(30));
        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> schedule.afterFailure(1))
                        .distinct())
                .hasSizeGreaterThan(50);
    }

    private static Duration delay(Schedule schedule, Instant last) {
        return schedule.afterSuccess(last, NOW).orElseThrow();
    }

    private static Schedule every(Duration every) {
        return new Schedule(new Recurrence.Interval(every), ZoneOffset.UTC, new Random(1));
    }

    private static Schedule at(String time) {
        return new Schedule(
                new CalendarTimes(new CalendarDays.Daily(), List.of(LocalTime.parse(time))), BERLIN, new Random(1));
    }
}
