package org.adcache.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void startsAtOnceWithoutData() {
        assertThat(schedule(Duration.ofMinutes(30)).first(Optional.empty(), NOW))
                .isZero();
    }

    @Test
    void startsWhenTheNextCycleIsDue() {
        Duration delay = schedule(Duration.ofMinutes(30)).first(Optional.of(NOW.minus(Duration.ofMinutes(10))), NOW);
        assertThat(delay).isBetween(Duration.ofMinutes(17), Duration.ofMinutes(23));
        assertThat(schedule(Duration.ofMinutes(30)).first(Optional.of(NOW.minus(Duration.ofHours(9))), NOW))
                .isZero();
    }

    @Test
    void waitsNoLongerThanItsIntervalWhenTheClockWasSetBack() {
        Duration delay = schedule(Duration.ofMinutes(30)).afterSuccess(NOW.plus(Duration.ofDays(900)), NOW);
        assertThat(delay).isBetween(Duration.ofMinutes(27), Duration.ofMinutes(34));
    }

    @Test
    void doublesTheDelayAfterEachFailureUpToFiveMinutes() {
        Schedule schedule = schedule(Duration.ofMinutes(30));
        long[] seconds = {5, 10, 20, 40, 80, 160, 300, 300};
        for (int failures = 1; failures <= seconds.length; failures++) {
            long expected = seconds[failures - 1] * 1000;
            assertThat(schedule.afterFailure(failures).toMillis()).isBetween(expected * 9 / 10, expected * 11 / 10);
        }
        assertThat(schedule.afterFailure(1_000_000)).isLessThan(Duration.ofMinutes(6));
    }

    @Test
    void retriesNoLaterThanTheNextRegularCycle() {
        assertThat(schedule(Duration.ofSeconds(2)).afterFailure(9))
                .isBetween(Duration.ofMillis(1800), Duration.ofMillis(2200));
    }

    @Test
    void spreadsTheDelays() {
        Schedule schedule = schedule(Duration.ofMinutes(30));
        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> schedule.afterFailure(1))
                        .distinct())
                .hasSizeGreaterThan(50);
    }

    private static Schedule schedule(Duration every) {
        return new Schedule(every, new Random(1));
    }
}
