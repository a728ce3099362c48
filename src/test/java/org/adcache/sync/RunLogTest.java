package org.adcache.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.Test;

class RunLogTest {
    private static final ConnectionId CORP = new ConnectionId("corp");

    private final TestClock clock = new TestClock();
    private final RunLog log = new RunLog();

    private void run(Duration time, SyncRun.Outcome outcome) {
        RunProgress progress = new RunProgress("r", CORP, SyncMode.AUTO, clock);
        log.add(progress);
        progress.start();
        clock.advance(time);
        progress.finish(clock.instant(), outcome, Optional.empty());
    }

    @Test
    void sumsUpMoreRunsThanItKeeps() {
        for (int i = 0; i < 150; i++) {
            run(Duration.ofSeconds(2), SyncRun.Outcome.OK);
        }
        run(Duration.ofSeconds(5), SyncRun.Outcome.FAILED);
        assertThat(log.snapshot()).hasSize(100);
        assertThat(log.totals())
                .containsExactlyInAnyOrder(
                        new RunTotals(CORP, SyncRun.Outcome.OK, 150, Duration.ofSeconds(300)),
                        new RunTotals(CORP, SyncRun.Outcome.FAILED, 1, Duration.ofSeconds(5)));
    }

    @Test
    void doesNotCountARunThatGoesOn() {
        log.add(new RunProgress("r", CORP, SyncMode.AUTO, clock));
        assertThat(log.totals()).isEmpty();
    }
}
