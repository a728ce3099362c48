package org.adcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.adcache.http.FakeControls;
import org.adcache.http.FakeLookupService;
import org.adcache.lookup.UnknownReason;
import org.junit.jupiter.api.Test;

class StatusLineTest {
    private final FakeControls controls = new FakeControls();
    private final FakeLookupService lookup = new FakeLookupService();
    private final StatusLine line = new StatusLine(
            controls, lookup, controls, Clock.fixed(Instant.parse("2026-11-21T10:05:00Z"), ZoneOffset.UTC));

    @Test
    void saysWhatIsServedAndSinceWhen() {
        assertThat(line.get()).matches("serving (stale answers of )?\\d+ accounts, last sync \\d+ (min|h) ago.*");
    }

    @Test
    void namesTheProblemOfASyncByItsCodeAlone() {
        assertThat(line.get()).contains("; sync of corp fails: ").doesNotContain("dc1");
    }

    @Test
    void saysThatEveryAnswerIsUnknown() {
        lookup.asOf = Optional.empty();
        lookup.off(UnknownReason.TOO_STALE);
        assertThat(line.get()).startsWith("the copy is too old, every answer is unknown");

        controls.disable();
        assertThat(line.get()).isEqualTo("off, every answer is unknown");
    }
}
