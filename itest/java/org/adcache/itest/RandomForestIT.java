package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.adcache.demo.SimulatedForest;
import org.adcache.demo.ldap.SearchLimits;
import org.adcache.demo.rights.Rights;
import org.adcache.directory.ActiveDirectory;
import org.adcache.directory.ChangeCursor;
import org.adcache.directory.Directory;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.DirectorySession;
import org.adcache.directory.FeedChoice;
import org.adcache.index.words.SearchWords;
import org.adcache.kerberos.KerberosLogin;
import org.adcache.kerberos.Krb5Conf;
import org.adcache.store.AttributeCounts;
import org.adcache.store.Store;
import org.adcache.store.StoreConfig;
import org.adcache.store.StoreException;
import org.adcache.store.file.DataFolder;
import org.adcache.sync.SyncConfig;
import org.adcache.sync.SyncConnection;
import org.adcache.sync.SyncMode;
import org.adcache.sync.SyncRun;
import org.adcache.sync.SyncService;
import org.adcache.testing.ManualTimer;
import org.adcache.testing.StoredGroups;
import org.adcache.testing.TestClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two domains of a forest under random changes, between which accounts move: after every cycle nothing in the copy is
 * certain and wrong, and after every reconciliation it equals both. A full read defines the content of a domain.
 */
class RandomForestIT {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final int ROUNDS = Integer.getInteger("adcache.itest.rounds", 3);
    private static final Duration NEVER = Duration.ofDays(365);

    @TempDir
    Path folder;

    private final ExecutorService worker = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final long seed = Long.getLong("adcache.itest.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private @Nullable Domain reading;

    @AfterEach
    void stopThreads() {
        worker.shutdownNow();
        timer.shutdownNow();
    }

    /**
     * One domain, what happens in it, and how it is read. Both run on this machine, whose name is of one realm only in
     * the JVM's configuration; so it is written anew, and the login repeated, before the other domain is read.
     */
    private final class Domain implements Directory, AutoCloseable {
        private final ConnectionId id;
        private final DirectoryConfig config;
        private final KerberosLogin login;
        private final ActiveDirectory directory;
        private final RandomChanges changes;

        Domain(String name, SimulatedDirectory simulated, FeedChoice feed) {
            id = new ConnectionId(name);
            config = RandomChangesIT.config(id, simulated, feed);
            login = new KerberosLogin(config.keytab(), config.principal(), config.realm(), CLOCK, worker);
            directory = new ActiveDirectory(config, login, CLOCK, timer);
            changes = new RandomChanges(simulated, random);
        }

        SyncConnection connection() {
            return new SyncConnection(
                    id,
                    config.domain(),
                    this,
                    EnumSet.allOf(AccountType.class),
                    AttributeCounts.ALWAYS,
                    new SyncConfig(NEVER, NEVER, NEVER, 1, Duration.ofMinutes(1)));
        }

        Map<ObjectGuid, Account> truth() throws ProblemException {
            Map<ObjectGuid, Account> truth = new TreeMap<>();
            try (DirectorySession session =
                    open(Optional.empty(), CLOCK.instant().plusSeconds(60))) {
                session.readAll(account -> truth.put(account.objectGuid(), account));
            }
            return truth;
        }

        @Override
        public DirectorySession open(Optional<ChangeCursor> cursor, Instant deadline) throws ProblemException {
            if (reading != this) {
                try {
                    new Krb5Conf(folder.resolve("krb5.conf")).write(List.of(config.kerberosRealm()));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                login.suspend();
                login.resume();
                reading = this;
            }
            return directory.open(cursor, deadline);
        }

        @Override
        public void close() {
            login.close();
        }
    }

    /** The copy of both domains. */
    private final class Copy implements AutoCloseable {
        private final List<Domain> domains;
        private final DataFolder data;
        private final Store store;
        private final SyncService sync;

        Copy(List<Domain> domains) throws Exception {
            this.domains = domains;
            data = DataFolder.open(folder.resolve("data"));
            store = Store.open(
                    data,
                    new StoreConfig(data.path(), Optional.empty()),
                    Epoch.FIRST,
                    Generation.NONE,
                    new SearchWords(),
                    CLOCK);
            // Its timer never moves: cycles run on request, on this thread.
            sync = new SyncService(
                    domains.stream().map(Domain::connection).toList(),
                    store,
                    new StoredGroups(store),
                    new ManualTimer(new TestClock()),
                    Runnable::run,
                    CLOCK,
                    new Random(1));
            sync.start(Epoch.FIRST);
        }

        void cycle(SyncMode mode) throws ProblemException {
            for (Domain domain : domains) {
                sync.request(domain.id, mode);
                sync.decide(domain.id, true);
            }
            assertThat(sync.runs())
                    .as("seed %s", seed)
                    .noneSatisfy(run -> assertThat(run.outcome()).contains(SyncRun.Outcome.FAILED));
        }

        Map<ObjectGuid, Account> cached(Domain domain) throws StoreException {
            Map<ObjectGuid, Account> cached = new TreeMap<>();
            store.current().forEachAccount(domain.id, account -> {
                cached.put(account.objectGuid(), account);
                return true;
            });
            return cached;
        }

        @Override
        public void close() {
            sync.close();
            store.close();
            data.close();
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
    void nothingIsCertainAndWrongAndAReconciliationMakesAllRight(FeedChoice feed, Rights rights) throws Exception {
        SimulatedDirectoryConfig root = simulated("root", rights);
        try (SimulatedForest forest =
                        SimulatedForest.start(root, simulated("child", rights), SimulatedForest.Trust.AES);
                Domain first = new Domain("demo", forest.root(), feed);
                Domain second = new Domain("child", forest.child(), feed);
                Copy copy = new Copy(List.of(first, second))) {
            copy.cycle(SyncMode.AUTO);
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    change(first, second);
                    copy.cycle(SyncMode.AUTO);
                    assertNothingCertainIsWrong(
                            copy, "round " + round + ", " + i + " cycles before its reconciliation");
                }
                copy.cycle(SyncMode.RECONCILE);
                for (Domain domain : copy.domains) {
                    assertThat(new AccountDifferences(copy.cached(domain), domain.truth()).all())
                            .as("seed %s, %s, reconciliation %s", seed, domain.id, round)
                            .isEmpty();
                    domain.changes.forget();
                }
            }
            System.out.println(feed + " in a forest, " + rights + ": " + first.changes.done() + " and "
                    + second.changes.done() + " changes, seed " + seed);
        }
    }

    private void change(Domain first, Domain second) {
        first.changes.make(random.nextInt(40));
        second.changes.make(random.nextInt(20));
        for (int i = random.nextInt(4); i > 0; i--) {
            boolean down = random.nextBoolean();
            try {
                (down ? second : first).changes.moveFrom((down ? first : second).changes);
            } catch (IllegalArgumentException e) {
                // It is deleted, no user, or was there before.
            }
        }
    }

    private void assertNothingCertainIsWrong(Copy copy, String when) throws Exception {
        Map<Domain, Map<ObjectGuid, Account>> truths = new HashMap<>();
        for (Domain domain : copy.domains) {
            truths.put(domain, domain.truth());
        }
        for (Domain domain : copy.domains) {
            Map<ObjectGuid, Account> cached = copy.cached(domain);
            AccountDifferences differences = new AccountDifferences(cached, truths.getOrDefault(domain, Map.of()));
            assertThat(differences.certain(domain.changes.gone(), domain.changes.vanished()))
                    .as("seed %s, %s, %s", seed, domain.id, when)
                    .isEmpty();
            Set<ObjectGuid> elsewhere = copy.domains.stream()
                    .filter(other -> other != domain)
                    .flatMap(other -> truths.getOrDefault(other, Map.of()).keySet().stream())
                    .collect(Collectors.toSet());
            assertThat(Stream.of(cached.keySet().toArray(ObjectGuid[]::new)).filter(elsewhere::contains))
                    .as("seed %s, moved from %s, %s", seed, domain.id, when)
                    .isEmpty();
        }
    }

    private SimulatedDirectoryConfig simulated(String name, Rights rights) throws IOException {
        return SimulatedDirectoryConfig.in(folder.resolve(name))
                .withAccounts(150)
                .withLimits(new SearchLimits(150, 20, 7))
                .withRights(rights)
                .withRecycleBin(random.nextBoolean())
                .withReadableDeletedObjects(random.nextBoolean());
    }
}
