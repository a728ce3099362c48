package org.adcache.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.sync.SyncConfig;
import org.adcache.sync.schedule.CalendarDays;
import org.adcache.sync.schedule.CalendarTimes;
import org.adcache.sync.schedule.Recurrence;
import org.junit.jupiter.api.Test;

class AgeWarningsTest {
    private static final Recurrence NIGHTLY = new CalendarTimes(new CalendarDays.Daily(), List.of(LocalTime.of(2, 30)));
    private static final Recurrence MONTHLY =
            new CalendarTimes(new CalendarDays.Monthly(List.of(1)), List.of(LocalTime.of(2, 30)));

    @Test
    void aCopyThatIsRenewedInTimeIsFine() {
        assertThat(warnings(NIGHTLY, 24, Optional.of(25))).isEmpty();
        assertThat(warnings(new Recurrence.Interval(Duration.ofMinutes(30)), 1, Optional.of(1)))
                .isEmpty();
        assertThat(warnings(new Recurrence.OnRequest(), 1, Optional.of(1))).isEmpty();
    }

    @Test
    void oneThatBecomesUnusableByPlanIsNot() {
        assertThat(warnings(NIGHTLY, 24, Optional.of(24)))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.detail()).contains("up to 24.0 h, not less than unknown-after", "(503)"));
        assertThat(warnings(MONTHLY, 24, Optional.empty()))
                .singleElement()
                .satisfies(problem -> assertThat(problem.detail()).contains("up to 744.0 h, more than max-age"));
        assertThat(warnings(new Recurrence.Interval(Duration.ofHours(30)), 24, Optional.empty()))
                .as("a reconciliation is due before")
                .isEmpty();
    }

    private static List<Problem> warnings(Recurrence recurrence, int maxAge, Optional<Integer> unknownAfter) {
        ConnectionConfig base = ConnectionConfigs.of("corp");
        SyncConfig sync =
                new SyncConfig(recurrence, Duration.ofHours(12), SyncConfig.FULL_EVERY, 0.1, Duration.ofMinutes(10));
        return AgeWarnings.of(
                new ConnectionConfig(base.directory(), sync),
                Duration.ofHours(maxAge),
                unknownAfter.map(Duration::ofHours));
    }
}
