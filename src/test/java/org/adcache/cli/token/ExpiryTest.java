package org.adcache.cli.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpiryTest {
    @Test
    void anExpiryIsATimeOrADay() throws Exception {
        Clock clock = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

        assertThat(Expiry.parse(Optional.empty(), clock).at()).isEmpty();
        assertThat(Expiry.parse(Optional.of("12h"), clock).at()).contains(Instant.parse("2026-11-21T22:00:00Z"));
        assertThat(Expiry.parse(Optional.of("2s"), clock).at()).contains(Instant.parse("2026-11-21T10:00:02Z"));
        assertThat(Expiry.parse(Optional.of("2026-11-22"), clock).at()).contains(Instant.parse("2026-11-22T00:00:00Z"));
        assertThatThrownBy(() -> Expiry.parse(Optional.of("2026-11-21"), clock)).hasMessageContaining("is over");
    }
}
