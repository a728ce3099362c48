package org.adcache.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextTest {
    private static final Instant TIME = Instant.parse("2026-11-01T10:00:00.987654321Z");

    @ParameterizedTest
    @CsvSource({
        "PT0S,0 s ago",
        "PT0.9S,0 s ago",
        "PT59S,59 s ago",
        "PT119S,1 min ago",
        "PT2M,2 min ago",
        "PT59M59S,59 min ago",
        "PT23H,23 h ago",
        "P1D,1 d ago",
        "P400D,400 d ago",
        "PT-90S,in 1 min",
        "P-2D,in 2 d"
    })
    void isToTheSecondWithTheDistance(Duration later, String distance) {
        assertThat(TimeText.relative(TIME, TIME.plus(later))).isEqualTo("2026-11-01T10:00:00Z (" + distance + ")");
        assertThat(TimeText.absolute(TIME)).isEqualTo("2026-11-01T10:00:00Z");
    }
}
