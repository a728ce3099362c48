package org.adcache.sync;

import static org.adcache.testing.People.CORP;
import static org.adcache.testing.People.users;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.adcache.account.AccountType;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.Directory;
import org.adcache.index.words.SearchWords;
import org.adcache.store.Store;
import org.adcache.store.StoreConfig;
import org.adcache.store.file.DataFolder;
import org.adcache.testing.FakeDirectory;
import org.adcache.testing.ManualTimer;
import org.adcache.testing.StoredGroups;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionSyncTest {
    private static final Epoch NEXT = new Epoch(2);

    private final TestClock clock = new TestClock();
    private final ManualTimer timer = new ManualTimer(clock);
    private final CountDownLatch opening = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);

    @TempDir
    Path temp;

    @Test
    void readsAtOnceInANewEpochWhenACycleOfTheOldOneEndsLate() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (DataFolder folder = DataFolder.open(temp.resolve("data"));
                Store store = Store.open(
                        folder,
                        new StoreConfig(folder.path(), Optional.empty()),
                        Epoch.FIRST,
                        Generation.NONE,
                        new SearchWords(),
                        clock)) {
            ConnectionSync sync = new ConnectionSync(
                    connection(),
                    store,
                    new StoredGroups(store),
                    (from, accounts) -> {},
                    new RunLog(),
                    timer,
                    threads,
                    clock,
                    new Random(1));
            sync.start(Epoch.FIRST);
            timer.pass(Duration.ZERO);
            assertThat(opening.await(10, TimeUnit.SECONDS)).isTrue();
            sync.detach().run();
            store.wipe(NEXT);
            sync.start(NEXT);
            timer.pass(Duration.ZERO);
            answered.countDown();
            threads.submit(() -> {}).get(10, TimeUnit.SECONDS);
            assertThat(sync.status().lastError()).isEmpty();
            timer.pass(Duration.ZERO);
            threads.submit(() -> {}).get(10, TimeUnit.SECONDS);
            assertThat(store.current().connections()).containsKey(CORP);
            sync.detach().run();
        } finally {
            threads.shutdownNow();
        }
    }

    /** A connection whose first opening blocks until {@link #answered}, uninterruptibly, like a dead KDC. */
    private SyncConnection connection() {
        FakeDirectory people = new FakeDirectory();
        people.holds(users(3));
        Directory slow = (cursor, deadline) -> {
            if (opening.getCount() > 0) {
                opening.countDown();
                await(answered);
                throw new ProblemException(new Problem(ProblemType.CONNECT_TIMEOUT, "Nobody answered.", "Try again."));
            }
            return people.open(cursor, deadline);
        };
        return new SyncConnection(
                CORP,
                "corp.example",
                slow,
                EnumSet.allOf(AccountType.class),
                Set.of("addresses", "userPrincipalName", "member"),
                new SyncConfig(Duration.ofMinutes(30), Duration.ofHours(12), 0.1, Duration.ofMinutes(10)));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
