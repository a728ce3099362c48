package org.adcache.sync;

import static org.adcache.testing.People.CORP;
import static org.adcache.testing.People.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.account.ReadableShare;
import org.adcache.account.RequiredAttribute;
import org.adcache.store.ConnectionState;
import org.adcache.store.Store;
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

class SyncServiceTest {
    private static final Duration EVERY = Duration.ofMinutes(30);
    private static final Problem DOWN = new Problem(ProblemType.CONNECT_REFUSED, "Nothing listens.", "Start it.");

    private final TestClock clock = new TestClock();
    private final ManualTimer timer = new ManualTimer(clock);
    private final FakeDirectory directory = new FakeDirectory();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @TempDir
    Path temp;

    private OpenStore data;
    private Store store;
    private SyncService sync;

    @BeforeEach
    void open() throws Exception {
        data = OpenStore.in(temp.resolve("data"), clock);
        store = data.store();
        sync = service(Runnable::run);
    }

    @AfterEach
    void close() {
        sync.close();
        data.close();
        threads.shutdownNow();
    }

    @Test
    void fillsAnEmptyStoreAtOnce() {
        directory.holds(users(3));
        start();
        assertThat(cached()).isEqualTo(3);
        SyncRun run = sync.runs().get(0);
        assertThat(run.outcome()).contains(SyncRun.Outcome.OK);
        assertThat(run.phase()).isEqualTo(SyncRun.Phase.DONE);
        assertThat(List.of(run.read(), run.added(), run.changed(), run.removed()))
                .containsExactly(3, 3, 0, 0);
        assertThat(status().lastError()).isEmpty();
        assertThat(status().lastSuccess()).contains(clock.instant());
        assertThat(status().server().orElseThrow().server()).isEqualTo("dc1.corp.example:636");
        assertThat(status().server().orElseThrow().serviceAccount()).isEqualTo("CORP\\svc-adcache");
    }

    @Test
    void saysWhatCannotBeReadOfAllAccountsUntilItCan() {
        List<Account> accounts = new ArrayList<>(users(3));
        accounts.add(
                Account.builder(new ObjectGuid(9, 9), AccountType.USER, CORP, new DistinguishedName("CN=Kim,DC=corp"))
                        .unreadable(List.of(RequiredAttribute.USER_ACCOUNT_CONTROL))
                        .build());
        directory.holds(accounts);
        start();
        assertThat(run().outcome()).contains(SyncRun.Outcome.OK);
        assertThat(status().unreadable())
                .containsExactly(new ReadableShare(AccountType.USER, "userAccountControl", 0.75));
        directory.holds(users(3));
        run();
        assertThat(status().unreadable()).isEmpty();
    }

    @Test
    void aSyncThatWorkedIsALineOfTheLog() {
        try (LogOfThisThread log = new LogOfThisThread(ConnectionSync.class)) {
            directory.holds(users(3));
            start();
            assertThat(log.messages()).containsExactly("corp: sync done, 3 read, 3 added, 0 changed, 0 removed");
        }
    }

    @Test
    void runsAgainWhenTheNextCycleIsDueAndNotBefore() {
        directory.holds(users(3));
        start();
        timer.pass(Duration.ofMinutes(26));
        assertThat(sync.runs()).hasSize(1);
        timer.pass(Duration.ofMinutes(8));
        assertThat(sync.runs()).hasSize(2);
    }

    @Test
    void runsAtTheLatestWhenEverythingIsToBeReconciled() {
        sync = service(Runnable::run, Duration.ofMinutes(10));
        directory.holds(users(3));
        start();
        timer.pass(Duration.ofMinutes(12));
        assertThat(sync.runs()).hasSize(2);
    }

    @Test
    void waitsForTheDueTimeAfterARestartWithData() {
        directory.holds(users(3));
        start();
        sync.stop();
        clock.advance(Duration.ofMinutes(10));
        start();
        assertThat(sync.runs()).hasSize(1);
        assertThat(status().lastSuccess()).contains(clock.instant().minus(Duration.ofMinutes(10)));
        timer.pass(Duration.ofMinutes(24));
        assertThat(sync.runs()).hasSize(2);
    }

    @Test
    void keepsTheOldGenerationWhenAReadBreaksOff() {
        directory.holds(users(10));
        start();
        Generation before = store.current().generation();
        directory.holds(users(12));
        directory.failsAfter(11);
        assertThat(run().outcome()).contains(SyncRun.Outcome.FAILED);
        assertThat(store.current().generation()).isEqualTo(before);
        assertThat(cached()).isEqualTo(10);
        assertThat(status().lastError().orElseThrow().problem().type()).isEqualTo(ProblemType.LDAP_BUSY);
    }

    @Test
    void saysSinceWhenItFailsAndRecoversByItself() {
        directory.holds(users(3));
        directory.refuses(DOWN);
        Instant began = clock.instant();
        start();
        timer.pass(Duration.ofMinutes(2));
        assertThat(status().lastError().orElseThrow().at()).isEqualTo(began);
        assertThat(directory.opened()).isBetween(4, 6);
        directory.refuses(null);
        timer.pass(Duration.ofMinutes(5));
        assertThat(status().lastError()).isEmpty();
        assertThat(cached()).isEqualTo(3);
    }

    @Test
    void failsWhenTheFirstReadIsEmpty() {
        start();
        assertThat(status().lastError().orElseThrow().problem().type()).isEqualTo(ProblemType.EMPTY_RESULT);
        assertThat(store.current().connections()).isEmpty();
    }

    @Test
    void holdsAnEmptyResultAndGoesOnServingTheOldOne() {
        directory.holds(users(10));
        start();
        directory.holds(List.of());
        assertThat(run().outcome()).contains(SyncRun.Outcome.HELD);
        assertThat(cached()).isEqualTo(10);
        HeldDraft held = status().held().orElseThrow();
        assertThat(held.removed()).isEqualTo(10);
        assertThat(held.problem().type()).isEqualTo(ProblemType.RESULT_EMPTY);
        assertThat(held.removedSample()).hasSize(10);
    }

    @Test
    void appliesWhatIsHeldWhenToldTo() throws Exception {
        directory.holds(users(10));
        start();
        directory.holds(users(2));
        run();
        assertThat(sync.decide(CORP, true)).isPresent();
        assertThat(cached()).isEqualTo(2);
        assertThat(status().held()).isEmpty();
        assertThat(sync.decide(CORP, true)).isEmpty();
    }

    @Test
    void dropsWhatIsHeldWhenToldToAndJudgesAfreshNextTime() throws Exception {
        directory.holds(users(10));
        start();
        directory.holds(users(2));
        run();
        sync.decide(CORP, false);
        assertThat(cached()).isEqualTo(10);
        assertThat(status().held()).isEmpty();
        assertThat(run().outcome()).contains(SyncRun.Outcome.HELD);
    }

    @Test
    void forgetsWhatIsHeldWhenALaterCycleSucceeds() {
        directory.holds(users(10));
        start();
        directory.holds(List.of());
        run();
        directory.holds(users(11));
        assertThat(run().outcome()).contains(SyncRun.Outcome.OK);
        assertThat(status().held()).isEmpty();
        assertThat(cached()).isEqualTo(11);
    }

    @Test
    void keepsTheGenerationWhenNothingChanged() {
        directory.holds(users(10));
        start();
        Generation before = store.current().generation();
        clock.advance(Duration.ofMinutes(1));
        run();
        assertThat(store.current().generation()).isEqualTo(before);
        assertThat(store.current().connections().values())
                .extracting(ConnectionState::asOf)
                .containsExactly(clock.instant());
    }

    @Test
    void returnsTheRunningCycleAndQueuesAFullOneBehindIt() throws Exception {
        sync = service(threads);
        directory.holds(users(3));
        CountDownLatch reached = directory.stalls();
        start();
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        SyncRun running = sync.runs().get(0);
        assertThat(sync.request(CORP, SyncMode.AUTO).id()).isEqualTo(running.id());
        assertThat(sync.runs()).hasSize(1);
        assertThat(sync.request(CORP, SyncMode.FULL).id()).isEqualTo(running.id());
        assertThat(sync.request(CORP, SyncMode.FULL).id()).isEqualTo(running.id());
        assertThat(sync.runs()).hasSize(2);
        assertThat(sync.runs().get(0).phase()).isEqualTo(SyncRun.Phase.QUEUED);
        assertThat(directory.opened()).isEqualTo(1);
    }

    @Test
    void endsARunningCycleWhenItIsStopped() throws Exception {
        sync = service(threads);
        directory.holds(users(3));
        CountDownLatch reached = directory.stalls();
        start();
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        sync.stop();
        SyncRun run = sync.runs().get(0);
        assertThat(run.outcome()).contains(SyncRun.Outcome.FAILED);
        assertThat(run.problem().orElseThrow().type()).isEqualTo(ProblemType.INTEGRATION_DISABLED);
        assertThat(store.current().connections()).isEmpty();
        assertThatThrownBy(() -> sync.request(CORP, SyncMode.AUTO)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void endsACycleThatTakesLongerThanItsTimeout() throws Exception {
        sync = service(threads);
        CountDownLatch reached = directory.stalls();
        start();
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        timer.pass(Duration.ofMinutes(10).plusSeconds(1));
        sync.stop();
        assertThat(sync.runs().get(0).problem().orElseThrow().type()).isEqualTo(ProblemType.SYNC_TIMEOUT);
    }

    @Test
    void refusesConnectionsThatAreNotConfigured() {
        start();
        assertThatThrownBy(() -> sync.request(new ConnectionId("other"), SyncMode.AUTO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsNoErrorWhileAResultIsHeldThatWasReadToItsEnd() {
        directory.holds(users(10));
        start();
        directory.refuses(DOWN);
        run();
        directory.refuses(null);
        directory.holds(users(2));
        assertThat(run().outcome()).contains(SyncRun.Outcome.HELD);
        assertThat(status().lastError()).isEmpty();
    }

    @Test
    void goesOnShowingTheErrorWhenWhatIsHeldIsApplied() throws Exception {
        directory.holds(users(10));
        start();
        directory.holds(users(2));
        run();
        directory.refuses(DOWN);
        run();
        assertThat(sync.decide(CORP, true)).isPresent();
        assertThat(status().lastError().orElseThrow().problem()).isEqualTo(DOWN);
    }

    @Test
    void runsAgainAfterACycleForWhichThereWasNoThread() {
        AtomicBoolean full = new AtomicBoolean(true);
        sync = service(task -> {
            if (full.getAndSet(false)) {
                throw new RejectedExecutionException("no thread");
            }
            task.run();
        });
        directory.holds(users(3));
        start();
        assertThat(status().lastError().orElseThrow().problem().type()).isEqualTo(ProblemType.INTERNAL_ERROR);
        timer.pass(Duration.ofSeconds(10));
        assertThat(cached()).isEqualTo(3);
        assertThat(status().lastError()).isEmpty();
    }

    @Test
    void goesOnMergingAfterAMergeThatFailedUnexpectedly() {
        AtomicInteger merges = new AtomicInteger();
        sync = service(task -> {
            merges.incrementAndGet();
            task.run();
        });
        store.close();
        timer.pass(Duration.ofMinutes(25));
        assertThat(merges).hasValue(2);
    }

    @Test
    void keepsTheLastHundredRuns() {
        directory.holds(users(1));
        start();
        for (int i = 0; i < 120; i++) {
            run();
        }
        assertThat(sync.runs()).hasSize(100);
    }

    private void start() {
        sync.start(Epoch.FIRST);
        timer.pass(Duration.ZERO);
    }

    private SyncRun run() {
        sync.request(CORP, SyncMode.AUTO);
        return sync.runs().get(0);
    }

    private ConnectionStatus status() {
        return sync.status().get(0);
    }

    private int cached() {
        List<String> guids = new ArrayList<>();
        try {
            store.current().forEach((connection, account, words) -> guids.add(connection.value()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return guids.size();
    }

    private SyncService service(Executor executor) {
        return service(executor, Duration.ofHours(12));
    }

    private SyncService service(Executor executor, Duration reconcileEvery) {
        SyncConnection corp = new SyncConnection(
                CORP,
                "corp.example",
                directory,
                EnumSet.allOf(AccountType.class),
                Set.of("addresses", "userPrincipalName", "member"),
                new SyncConfig(EVERY, reconcileEvery, 0.1, Duration.ofMinutes(10)));
        return new SyncService(List.of(corp), store, new StoredGroups(store), timer, executor, clock, new Random(1));
    }
}
