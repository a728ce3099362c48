package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.adcache.demo.ldap.CookieRefusal;
import org.adcache.demo.ldap.SearchFaults;
import org.adcache.demo.ldap.SearchFaults.Fault;
import org.adcache.demo.ldap.SearchLimits;
import org.adcache.demo.rights.Rights;
import org.adcache.directory.ActiveDirectory;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.DirectorySession;
import org.adcache.directory.FeedChoice;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.TlsConfig;
import org.adcache.index.words.SearchWords;
import org.adcache.kerberos.KerberosLogin;
import org.adcache.kerberos.Krb5Conf;
import org.adcache.store.AttributeCounts;
import org.adcache.store.Store;
import org.adcache.store.StoreConfig;
import org.adcache.store.file.DataFolder;
import org.adcache.sync.SyncConfig;
import org.adcache.sync.SyncConnection;
import org.adcache.sync.SyncMode;
import org.adcache.sync.SyncRun;
import org.adcache.sync.SyncService;
import org.adcache.testing.ManualTimer;
import org.adcache.testing.StoredGroups;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Equality of the copy with the directory, whatever happens there: thousands of random changes, faults and switches of
 * the server, with cycles at random moments. A full read defines the content of the directory; that it is right is for
 * other tests.
 */
class RandomChangesIT {
    private static final ConnectionId DEMO = new ConnectionId("demo");
    private static final Clock CLOCK = Clock.systemUTC();
    private static final int CYCLES = Integer.getInteger("adcache.itest.rounds", 15);
    private static final int MISHAPS = Integer.getInteger("adcache.itest.rounds", 7);
    private static final Duration NEVER = Duration.ofDays(365);

    @TempDir
    Path folder;

    private final ExecutorService worker = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final long seed = Long.getLong("adcache.itest.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @AfterEach
    void stopThreads() {
        worker.shutdownNow();
        timer.shutdownNow();
    }

    /** Store that is synced from the simulated directory, and its comparison with the directory. */
    private final class Copy implements AutoCloseable {
        private final KerberosLogin login;
        private final ActiveDirectory directory;
        private final DataFolder data;
        private final Store store;
        private final SyncService service;

        Copy(SimulatedDirectory simulated, FeedChoice feed) throws Exception {
            DirectoryConfig config = config(DEMO, simulated, feed);
            new Krb5Conf(folder.resolve("krb5.conf")).write(List.of(config.kerberosRealm()));
            login = new KerberosLogin(config.keytab(), config.principal(), config.realm(), CLOCK, worker);
            directory = new ActiveDirectory(config, login, CLOCK, timer);
            data = DataFolder.open(folder.resolve("data-" + feed));
            store = Store.open(
                    data,
                    new StoreConfig(data.path(), Optional.empty()),
                    Epoch.FIRST,
                    Generation.NONE,
                    new SearchWords(),
                    CLOCK);
            SyncConnection connection = new SyncConnection(
                    DEMO,
                    "demo.example",
                    directory,
                    EnumSet.allOf(AccountType.class),
                    AttributeCounts.ALWAYS,
                    new SyncConfig(NEVER, NEVER, 1, Duration.ofMinutes(1)));
            // Its timer never moves: cycles run on request, on this thread.
            service = new SyncService(
                    List.of(connection),
                    store,
                    new StoredGroups(store),
                    new ManualTimer(new TestClock()),
                    Runnable::run,
                    CLOCK,
                    new Random(1));
            service.start(Epoch.FIRST);
        }

        SyncRun cycle(boolean reconciles) throws ProblemException {
            service.request(DEMO, reconciles ? SyncMode.RECONCILE : SyncMode.AUTO);
            SyncRun run = service.runs().get(0);
            if (run.outcome().equals(Optional.of(SyncRun.Outcome.HELD))) {
                service.decide(DEMO, true);
            }
            return run;
        }

        void goodCycle(boolean reconciles) throws ProblemException {
            SyncRun run = cycle(reconciles);
            assertThat(run.outcome()).as("seed %s: %s", seed, run).isNotEqualTo(Optional.of(SyncRun.Outcome.FAILED));
        }

        void assertEqual(String when) throws Exception {
            assertThat(differences().all()).as("seed %s, %s", seed, when).isEmpty();
            assertThat(Objects.requireNonNull(store.current().connections().get(DEMO))
                            .counts()
                            .total())
                    .as("seed %s, %s", seed, when)
                    .isEqualTo(differences().truth().size());
        }

        AccountDifferences differences() throws Exception {
            Map<ObjectGuid, Account> truth = new TreeMap<>();
            try (DirectorySession session =
                    directory.open(Optional.empty(), CLOCK.instant().plusSeconds(60))) {
                session.readAll(account -> truth.put(account.objectGuid(), account));
            }
            Map<ObjectGuid, Account> cached = new TreeMap<>();
            store.current().forEachAccount(DEMO, account -> {
                cached.put(account.objectGuid(), account);
                return true;
            });
            return new AccountDifferences(cached, truth);
        }

        @Override
        public void close() {
            service.close();
            store.close();
            data.close();
            login.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = FeedChoice.class,
            names = {"DIRSYNC", "USN", "FULL"})
    void equalsTheDirectoryAfterEveryCycleIfDeletionsCanBeSeen(FeedChoice feed) throws Exception {
        try (SimulatedDirectory simulated = start(true, Rights.DEFAULT);
                Copy copy = new Copy(simulated, feed)) {
            RandomChanges changes = new RandomChanges(simulated, random);
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                changes.make(random.nextInt(60));
                boolean reconciles = random.nextInt(5) == 0;
                copy.goodCycle(reconciles);
                if (reconciles) {
                    copy.assertEqual("reconciliation " + cycle);
                    changes.forget();
                } else {
                    // What no feed tells is memberships that end without a change of the group.
                    assertThat(copy.differences().certain(Set.of(), changes.vanished()))
                            .as("seed %s, cycle %s", seed, cycle)
                            .isEmpty();
                }
            }
            System.out.println(feed + ": " + changes.done() + " changes, seed " + seed);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DIRSYNC, DEFAULT",
        "USN, DEFAULT",
        "FULL, DEFAULT",
        "DIRSYNC, HARDENED",
        "USN, HARDENED",
        "FULL, HARDENED"
    })
    void equalsTheDirectoryAfterEveryReconciliationWhateverGoesWrong(FeedChoice feed, Rights rights) throws Exception {
        try (SimulatedDirectory simulated = start(false, rights);
                Copy copy = new Copy(simulated, feed)) {
            RandomChanges changes = new RandomChanges(simulated, random);
            for (int cycle = 0; cycle < MISHAPS; cycle++) {
                changes.make(random.nextInt(60));
                String mishap = mishap(simulated, changes);
                for (int i = random.nextInt(3); i > 0; i--) {
                    copy.cycle(false);
                    changes.make(random.nextInt(10));
                }
                simulated.controllers().forEach(controller -> {
                    controller.faults(SearchFaults.NONE);
                    controller.refuseCookies(Optional.empty());
                });
                copy.goodCycle(true);
                if (mishap.equals("connections broke") || mishap.startsWith("page")) {
                    // After a failover, recent changes are kept until a second reconciliation agrees.
                    copy.goodCycle(true);
                }
                copy.assertEqual("cycle " + cycle + " after " + mishap);
            }
            System.out.println(feed + " with mishaps, " + rights + ": " + changes.done() + " changes, seed " + seed);
        }
    }

    private String mishap(SimulatedDirectory simulated, RandomChanges changes) {
        switch (random.nextInt(7)) {
            case 0 -> {
                simulated.rights().hide(changes.anyUnit());
                return "a unit became unreadable";
            }
            case 1 -> {
                simulated.rights().show(changes.anyUnit());
                return "a unit became readable";
            }
            case 2 -> {
                simulated.controller(0).refuseCookies(Optional.of(CookieRefusal.UNWILLING_TO_PERFORM));
                return "a cookie was refused";
            }
            case 3 -> {
                int page = 1 + random.nextInt(3);
                simulated
                        .controller(0)
                        .faults(asked -> asked.number() == page
                                ? new Fault.Refuse(ResultCode.BUSY, "00002024: busy")
                                : new Fault.None());
                return "page " + page + " failed";
            }
            case 4 -> {
                simulated.controller(0).faults(asked -> asked.number() == 1 ? new Fault.Drop() : new Fault.None());
                return "connections broke";
            }
            case 5 -> {
                simulated.controller(0).expireSessions();
                return "sessions expired";
            }
            default -> {
                return "nothing";
            }
        }
    }

    private SimulatedDirectory start(boolean readableDeletedObjects, Rights rights) throws IOException {
        return SimulatedDirectory.start(SimulatedDirectoryConfig.in(folder.resolve("simulated"))
                .withAccounts(400)
                .withLimits(new SearchLimits(150, 20, 7))
                .withControllers(2)
                .withRights(rights)
                .withRecycleBin(random.nextBoolean())
                .withReadableDeletedObjects(readableDeletedObjects));
    }

    static DirectoryConfig config(ConnectionId id, SimulatedDirectory simulated, FeedChoice feed) {
        return new DirectoryConfig(
                id,
                simulated.domain(),
                simulated.realm(),
                simulated.controllers().stream()
                        .map(controller -> new ServerAddress(simulated.serverName(), controller.ldapsPort()))
                        .toList(),
                List.of("localhost:" + simulated.kdcPort()),
                simulated.keytab(),
                Optional.empty(),
                Optional.empty(),
                List.of("mail", "proxyAddresses"),
                true,
                true,
                List.of("displayName"),
                new TlsConfig(TlsConfig.Mode.LDAPS, Optional.of(simulated.caFile()), true),
                feed);
    }
}
