package org.adcache.sync;

import static org.adcache.testing.People.CORP;
import static org.adcache.testing.People.users;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.adcache.account.AccountType;
import org.adcache.account.Epoch;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.sync.schedule.CalendarDays;
import org.adcache.sync.schedule.CalendarTimes;
import org.adcache.sync.schedule.Recurrence;
import org.adcache.testing.FakeDirectory;
import org.adcache.testing.ManualTimer;
import org.adcache.testing.OpenStore;
import org.adcache.testing.StoredGroups;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cycles at calendar times and on request, from 21 November 2026, 11:00 in Berlin. */
class RecurrenceTest {
    private static final Recurrence NIGHTLY = new CalendarTimes(new CalendarDays.Daily(), List.of(LocalTime.of(2, 30)));
    private static final Instant NEXT_NIGHT = Instant.parse("2026-11-22T01:30:00Z");
    private static final Problem DOWN = new Problem(ProblemType.CONNECT_REFUSED, "Nothing listens.", "Start it.");

    /** That of the timer, which nobody can set. */
    private final TestClock running = new TestClock();

    private final ManualTimer timer = new ManualTimer(running);
    private final WallClock clock = new WallClock();
    private final FakeDirectory directory = new FakeDirectory();

    @TempDir
    Path temp;

    private OpenStore data;
    private SyncService sync;

    @BeforeEach
    void open() throws Exception {
        data = OpenStore.in(temp.resolve("data"), clock);
        sync = service(NIGHTLY);
        directory.holds(users(3));
    }

    @AfterEach
    void close() {
        sync.close();
        data.close();
    }

    @Test
    void runsAtItsTimesOfTheLocalClock() {
        start();
        assertThat(sync.runs()).hasSize(1);
        assertThat(status().nextRun()).contains(NEXT_NIGHT);
        timer.pass(Duration.ofHours(15).plusMinutes(29));
        assertThat(sync.runs()).hasSize(1);
        timer.pass(Duration.ofMinutes(1));
        assertThat(sync.runs()).hasSize(2);
        assertThat(status().lastSuccess()).contains(NEXT_NIGHT);
        assertThat(status().nextRun()).contains(NEXT_NIGHT.plus(Duration.ofDays(1)));
    }

    @Test
    void runsAtTheStartIfATimePassedMeanwhile() {
        start();
        sync.stop();
        running.advance(Duration.ofHours(15));
        start();
        assertThat(sync.runs()).hasSize(1);
        assertThat(status().nextRun()).contains(NEXT_NIGHT);
        sync.stop();
        running.advance(Duration.ofHours(15));
        start();
        assertThat(sync.runs()).hasSize(2);
    }

    @Test
    void aRequestedCycleChangesNoTime() {
        start();
        timer.pass(Duration.ofHours(3));
        sync.request(CORP, SyncMode.AUTO);
        assertThat(status().nextRun()).contains(NEXT_NIGHT);
    }

    @Test
    void triesAgainAfterAFailureWithoutWaitingForTheNextTime() {
        start();
        directory.refuses(DOWN);
        timer.pass(Duration.ofHours(15).plusMinutes(31));
        assertThat(status().lastError()).isPresent();
        directory.refuses(null);
        timer.pass(Duration.ofMinutes(6));
        assertThat(status().lastError()).isEmpty();
        assertThat(status().nextRun()).contains(NEXT_NIGHT.plus(Duration.ofDays(1)));
    }

    @Test
    void aClockThatIsSetForthOverATimeRunsWithinAMinute() {
        start();
        clock.set(Duration.ofHours(20));
        timer.pass(Duration.ofMinutes(1));
        assertThat(sync.runs()).hasSize(2);
        assertThat(status().nextRun()).contains(NEXT_NIGHT.plus(Duration.ofDays(1)));
    }

    @Test
    void aClockThatIsSetBackRunsAtTheTimesThatItThenShows() {
        start();
        clock.set(Duration.ofDays(-2));
        timer.pass(Duration.ofMinutes(1));
        assertThat(status().nextRun()).contains(NEXT_NIGHT.minus(Duration.ofDays(2)));
        timer.pass(Duration.ofHours(15).plusMinutes(30));
        assertThat(sync.runs()).hasSize(2);
        timer.pass(Duration.ofDays(1));
        assertThat(sync.runs()).hasSize(3);
    }

    @Test
    void onRequestItReadsOnceAndThenWaitsToBeAsked() {
        sync = service(new Recurrence.OnRequest());
        start();
        assertThat(sync.runs()).hasSize(1);
        assertThat(status().nextRun()).isEmpty();
        timer.pass(Duration.ofDays(400));
        assertThat(sync.runs()).hasSize(1);
        sync.request(CORP, SyncMode.AUTO);
        timer.pass(Duration.ofDays(1));
        assertThat(sync.runs()).hasSize(2);
        sync.stop();
        start();
        assertThat(sync.runs()).hasSize(2);
    }

    @Test
    void onRequestItTriesAgainOnlyWhileThereIsNoCopy() {
        sync = service(new Recurrence.OnRequest());
        directory.refuses(DOWN);
        start();
        directory.refuses(null);
        timer.pass(Duration.ofSeconds(10));
        assertThat(status().lastSuccess()).isPresent();
        directory.refuses(DOWN);
        sync.request(CORP, SyncMode.AUTO);
        assertThat(status().lastError()).isPresent();
        assertThat(status().nextRun()).isEmpty();
        int opened = directory.opened();
        timer.pass(Duration.ofDays(1));
        assertThat(directory.opened()).isEqualTo(opened);
    }

    @Test
    void whatIsDueAMomentAfterACalendarTimeIsDoneThen() {
        Instant last = Instant.parse("2026-03-22T01:30:03Z");
        assertThat(config(NIGHTLY)
                        .fullReadIsDue(
                                last, last.plus(Duration.ofDays(7).minusHours(1).minusSeconds(2))))
                .isTrue();
        assertThat(config(NIGHTLY)
                        .fullReadIsDue(last, last.plus(Duration.ofDays(6).plusHours(1))))
                .isFalse();
        assertThat(config(NIGHTLY).reconciliationIsDue(last, last.plus(Duration.ofHours(11))))
                .isTrue();
        Recurrence often = new Recurrence.Interval(Duration.ofMinutes(30));
        assertThat(config(often).reconciliationIsDue(last, last.plus(Duration.ofHours(11))))
                .isFalse();
    }

    private void start() {
        sync.start(Epoch.FIRST);
        timer.pass(Duration.ZERO);
    }

    private ConnectionStatus status() {
        return sync.status().get(0);
    }

    private SyncService service(Recurrence recurrence) {
        SyncConnection corp = new SyncConnection(
                CORP,
                "corp.example",
                directory,
                EnumSet.allOf(AccountType.class),
                Set.of("addresses", "userPrincipalName", "member"),
                config(recurrence));
        return new SyncService(
                List.of(corp),
                data.store(),
                new StoredGroups(data.store()),
                timer,
                Runnable::run,
                clock,
                new Random(1));
    }

    private static SyncConfig config(Recurrence recurrence) {
        return new SyncConfig(recurrence, Duration.ofHours(12), SyncConfig.FULL_EVERY, 0.1, Duration.ofMinutes(10));
    }

    /** A clock in Berlin that an administrator sets. */
    private final class WallClock extends Clock {
        private Duration set = Duration.ZERO;

        void set(Duration by) {
            set = set.plus(by);
        }

        @Override
        public Instant instant() {
            return running.instant().plus(set);
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("Europe/Berlin");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
