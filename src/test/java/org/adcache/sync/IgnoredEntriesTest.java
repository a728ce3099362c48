package org.adcache.sync;

import static org.adcache.testing.People.CORP;
import static org.adcache.testing.People.users;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adcache.account.AccountType;
import org.adcache.account.Epoch;
import org.adcache.account.ObjectGuid;
import org.adcache.directory.ChangeFeed;
import org.adcache.directory.IgnoredReason;
import org.adcache.testing.FakeDirectory;
import org.adcache.testing.LogOfThisThread;
import org.adcache.testing.ManualTimer;
import org.adcache.testing.OpenStore;
import org.adcache.testing.StoredGroups;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IgnoredEntriesTest {
    private final TestClock clock = new TestClock();
    private final FakeDirectory directory = new FakeDirectory();
    private final LogOfThisThread log = new LogOfThisThread(IgnoredEntries.class);

    @TempDir
    Path temp;

    private OpenStore data;
    private SyncService sync;

    @BeforeEach
    void open() throws Exception {
        data = OpenStore.in(temp.resolve("data"), clock);
        SyncConnection corp = new SyncConnection(
                CORP,
                "corp.example",
                directory,
                EnumSet.allOf(AccountType.class),
                Set.of("addresses"),
                new SyncConfig(Duration.ofMinutes(30), Duration.ofHours(12), 0.1, Duration.ofMinutes(10)));
        sync = new SyncService(
                List.of(corp),
                data.store(),
                new StoredGroups(data.store()),
                new ManualTimer(clock),
                Runnable::run,
                clock,
                new Random(1));
    }

    @AfterEach
    void close() {
        log.close();
        sync.close();
        data.close();
    }

    @Test
    void countsListsAndLogsAnEntryOnceUntilItIsWellAgain() {
        directory.holds(users(3));
        directory.ignores(guids(2, 2));
        start();

        assertThat(cached()).isEqualTo(2);
        assertThat(counts()).isEqualTo(Map.of(IgnoredReason.MALFORMED_SID, 1));
        assertThat(sync.ignored()).extracting(item -> item.entry().objectGuid()).containsExactly(Optional.of(guid(2)));
        assertThat(log.messages())
                .containsExactly("corp: the entry " + guid(2) + " is ignored: malformed-sid (objectSid)");

        directory.ignores(Set.of());
        run(SyncMode.FULL);

        assertThat(cached()).isEqualTo(3);
        assertThat(counts()).isEmpty();
        assertThat(sync.ignored()).isEmpty();
    }

    @Test
    void keepsWhatAChangeCycleDidNotReadAgain() {
        directory.feeds(ChangeFeed.DIRSYNC);
        directory.holds(users(100));
        directory.ignores(guids(7, 7));
        start();
        directory.ignores(Set.of(guid(7), guid(9)));
        directory.holds(users(101));
        directory.changed(guid(9));
        run(SyncMode.AUTO);

        assertThat(cached()).isEqualTo(99);
        assertThat(counts()).isEqualTo(Map.of(IgnoredReason.MALFORMED_SID, 2));

        directory.ignores(guids(7, 7));
        directory.changed(guid(9));
        run(SyncMode.AUTO);

        assertThat(cached()).isEqualTo(100);
        assertThat(counts()).isEqualTo(Map.of(IgnoredReason.MALFORMED_SID, 1));
    }

    @Test
    void listsAThousandAndCountsAll() {
        directory.holds(users(3));
        directory.ignores(guids(10, 5009));
        start();

        assertThat(sync.ignored()).hasSize(1000);
        assertThat(counts()).isEqualTo(Map.of(IgnoredReason.MALFORMED_SID, 5000));
        assertThat(log.messages()).hasSize(21);
        assertThat(log.messages().get(20)).contains("980 more");
    }

    @Test
    void countsIgnoredAccountsAsLost() {
        directory.holds(users(100));
        start();
        directory.ignores(guids(1, 60));

        assertThat(run(SyncMode.FULL).outcome()).contains(SyncRun.Outcome.HELD);
        assertThat(cached()).isEqualTo(100);
    }

    @Test
    void doesNotTakeAnIgnoredAccountForADeletedOne() {
        directory.showsDeletedObjects(true);
        directory.holds(users(200));
        start();
        directory.holds(users(100));
        assertThat(run(SyncMode.FULL).outcome()).contains(SyncRun.Outcome.OK);
        directory.holds(users(30));
        directory.ignores(guids(31, 100));

        assertThat(run(SyncMode.FULL).outcome()).contains(SyncRun.Outcome.HELD);
        assertThat(cached()).isEqualTo(100);
    }

    @Test
    void forgetsAllWhenTheIntegrationIsSwitchedOff() {
        directory.holds(users(3));
        directory.ignores(guids(2, 2));
        start();
        assertThat(sync.ignored()).hasSize(1);

        sync.stop();

        assertThat(sync.ignored()).isEmpty();
        assertThat(counts()).isEmpty();
    }

    private void start() {
        sync.start(Epoch.FIRST);
        run(SyncMode.FULL);
    }

    private SyncRun run(SyncMode mode) {
        sync.request(CORP, mode);
        return sync.runs().get(0);
    }

    private Map<IgnoredReason, Integer> counts() {
        return sync.status().get(0).ignored();
    }

    private int cached() {
        return Objects.requireNonNull(data.store().current().connections().get(CORP))
                .counts()
                .total();
    }

    private static ObjectGuid guid(int number) {
        return new ObjectGuid(number, number);
    }

    private static Set<ObjectGuid> guids(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(IgnoredEntriesTest::guid)
                .collect(Collectors.toSet());
    }
}
