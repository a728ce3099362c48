package org.adcache.sync;

import static org.adcache.testing.People.CORP;
import static org.adcache.testing.People.group;
import static org.adcache.testing.People.user;
import static org.adcache.testing.People.users;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.adcache.account.Account;
import org.adcache.account.ConnectionId;
import org.adcache.account.Domain;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.directory.ChangeFeed;
import org.adcache.index.words.SearchWords;
import org.adcache.lookup.Lookup;
import org.adcache.lookup.LookupConfig;
import org.adcache.lookup.LookupResult;
import org.adcache.lookup.ServingListener;
import org.adcache.lookup.UnknownReason;
import org.adcache.store.Store;
import org.adcache.store.StoreConfig;
import org.adcache.store.file.DataFolder;
import org.adcache.store.scope.ReadConfiguration;
import org.adcache.store.scope.ReadScope;
import org.adcache.testing.FakeDirectory;
import org.adcache.testing.ManualTimer;
import org.adcache.testing.People;
import org.adcache.testing.StoredGroups;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restarts with another configuration of a connection. */
class ReconfigurationTest {
    private static final Optional<String> PEOPLE = Optional.of("ou=people, DC=corp,DC=example");
    private static final ReadScope EVERYTHING = scope(Optional.empty(), true);
    private static final ReadScope ONLY_PEOPLE = scope(PEOPLE, true);
    private static final ReadScope NO_GROUPS = scope(Optional.empty(), false);

    private final TestClock clock = new TestClock();
    private final FakeDirectory directory = new FakeDirectory();

    @TempDir
    Path temp;

    ReconfigurationTest() {
        directory.feeds(ChangeFeed.DIRSYNC);
        directory.holds(everybody());
    }

    private static ReadScope scope(Optional<String> base, boolean groups) {
        return ReadScope.of("corp.example", base, true, groups, List.of("mail", "proxyAddresses"));
    }

    /** 100 users and 160 groups. */
    private static List<Account> everybody() {
        return Stream.concat(users(100).stream(), IntStream.rangeClosed(1, 160).mapToObj(n -> group(n, user(1))))
                .toList();
    }

    /** The service's parts, from start to stop, with one configuration. */
    private final class Started implements AutoCloseable {
        private final DataFolder folder;
        private final Store store;
        private final Lookup lookup;
        private final SyncService sync;
        private final ManualTimer timer = new ManualTimer(clock);

        Started(Optional<ReadConfiguration> configuration) throws Exception {
            folder = DataFolder.open(temp.resolve("data"));
            store = Store.open(
                    folder,
                    new StoreConfig(folder.path(), Optional.empty()),
                    Epoch.FIRST,
                    Generation.NONE,
                    new SearchWords(),
                    clock);
            Map<ConnectionId, Domain> domains = Map.of(CORP, People.DOMAIN);
            LookupConfig config = new LookupConfig(
                    Duration.ofDays(1),
                    Optional.empty(),
                    domains,
                    Map.of(),
                    configuration.map(read -> Map.of(CORP, read.scope())).orElse(Map.of()));
            lookup = new Lookup(config, clock, Runnable::run);
            store.listen(new ServingListener(store, lookup));
            new ServingListener(store, lookup).restore();
            SyncConnection corp = new SyncConnection(
                    CORP,
                    "corp.example",
                    directory,
                    configuration.map(read -> read.scope().types()).orElse(EVERYTHING.types()),
                    Set.of("addresses", "sAMAccountName", "member"),
                    new SyncConfig(Duration.ofMinutes(30), Duration.ofHours(12), 0.1, Duration.ofMinutes(10)),
                    () -> configuration);
            sync = new SyncService(
                    List.of(corp), store, new StoredGroups(store), timer, Runnable::run, clock, new Random(1));
        }

        List<SyncRun> runsAtTheStart() {
            sync.start(Epoch.FIRST);
            timer.pass(Duration.ofSeconds(1));
            return sync.runs();
        }

        LookupResult find(String key) {
            return lookup.find(List.of(key), Optional.empty()).answers().get(0);
        }

        @Override
        public void close() {
            sync.close();
            lookup.close();
            store.close();
            folder.close();
        }
    }

    private Started start(String digest, ReadScope scope) throws Exception {
        return new Started(Optional.of(new ReadConfiguration(digest, scope)));
    }

    private void syncWith(String digest, ReadScope scope) throws Exception {
        try (Started service = start(digest, scope)) {
            assertThat(service.runsAtTheStart().get(0).outcome()).contains(SyncRun.Outcome.OK);
        }
    }

    @Test
    void aChangedConfigurationSyncsAtOnceAndAnUnchangedOneDoesNot() throws Exception {
        syncWith("a", EVERYTHING);
        try (Started service = start("a", EVERYTHING)) {
            assertThat(service.runsAtTheStart()).isEmpty();
        }
        try (Started service = start("b", EVERYTHING)) {
            SyncRun run = service.runsAtTheStart().get(0);
            assertThat(run.scope()).contains(SyncRun.Scope.RECONCILIATION);
            assertThat(run.reason()).contains("The configuration of the connection has changed.");
        }
        try (Started service = start("b", EVERYTHING)) {
            assertThat(service.runsAtTheStart()).isEmpty();
        }
    }

    @Test
    void aChangedConfigurationThatFailsIsReportedAtOnceAndTriedAgainAtTheNextStart() throws Exception {
        syncWith("a", EVERYTHING);
        directory.refuses(new Problem(ProblemType.TLS_UNTRUSTED_CA, "Untrusted.", "Mend it."));
        for (int i = 0; i < 2; i++) {
            try (Started service = start("wrong CA", EVERYTHING)) {
                assertThat(service.runsAtTheStart().get(0).outcome()).contains(SyncRun.Outcome.FAILED);
                assertThat(service.sync.status().get(0).lastError()).isPresent();
                assertThat(service.find("user7@corp.example")).isInstanceOf(LookupResult.Found.class);
            }
        }
    }

    @Test
    void aCopyOfAVersionThatNotedNoConfigurationIsComparedOnce() throws Exception {
        try (Started old = new Started(Optional.empty())) {
            assertThat(old.runsAtTheStart()).hasSize(1);
        }
        syncWith("a", EVERYTHING);
        try (Started service = start("a", EVERYTHING)) {
            assertThat(service.runsAtTheStart()).isEmpty();
        }
    }

    @Test
    void whatLiesOutsideANarrowedSearchBaseIsNotServedAndTheNextSyncRemovesIt() throws Exception {
        syncWith("a", EVERYTHING);
        try (Started service = start("b", ONLY_PEOPLE)) {
            assertThat(service.find("user7@corp.example")).isInstanceOf(LookupResult.Found.class);
            assertThat(service.find("CORP\\group7")).isInstanceOf(LookupResult.NotFound.class);
            assertThat(service.lookup.summary().groups()).isZero();
            directory.losesTheFeed(Optional.of("another base"));
            directory.holds(users(101));
            SyncRun run = service.runsAtTheStart().get(0);
            assertThat(run.outcome()).contains(SyncRun.Outcome.OK);
            assertThat(run.reason())
                    .hasValueSatisfying(reason -> assertThat(reason)
                            .endsWith("no longer includes 160 groups of the cache, which are removed."));
            assertThat(run.removed()).isEqualTo(160);
            assertThat(service.find("user101@corp.example")).isInstanceOf(LookupResult.Found.class);
        }
        try (Started service = start("b", ONLY_PEOPLE)) {
            assertThat(service.runsAtTheStart()).isEmpty();
            assertThat(service.lookup.summary().users()).isEqualTo(101);
        }
    }

    @Test
    void typesThatAreNoLongerReadAreNotServedEither() throws Exception {
        syncWith("a", EVERYTHING);
        try (Started service = start("b", NO_GROUPS)) {
            assertThat(service.find("CORP\\group7")).isInstanceOf(LookupResult.NotFound.class);
            assertThat(service.lookup.summary().groups()).isZero();
            directory.losesTheFeed(Optional.of("another filter"));
            directory.holds(users(100));
            assertThat(service.runsAtTheStart().get(0).outcome()).contains(SyncRun.Outcome.OK);
        }
    }

    @Test
    void removalsThatTheNarrowingDoesNotExplainAreStillHeld() throws Exception {
        syncWith("a", EVERYTHING);
        try (Started service = start("b", ONLY_PEOPLE)) {
            directory.losesTheFeed(Optional.of("another base"));
            directory.holds(users(20));
            SyncRun run = service.runsAtTheStart().get(0);
            assertThat(run.outcome()).contains(SyncRun.Outcome.HELD);
            assertThat(run.problem().orElseThrow().detail()).contains("lacks 80 of 100 accounts");
            assertThat(service.find("CORP\\group7")).isInstanceOf(LookupResult.NotFound.class);
        }
    }

    @Test
    void aBaseWithNobodyInItMakesNothingCertain() throws Exception {
        syncWith("a", EVERYTHING);
        try (Started service = start("b", scope(Optional.of("OU=Poeple,DC=corp,DC=example"), true))) {
            assertThat(service.find("user7@corp.example"))
                    .isEqualTo(new LookupResult.Unknown(UnknownReason.NEVER_SYNCED));
            directory.losesTheFeed(Optional.of("another base"));
            directory.holds(List.of());
            assertThat(service.runsAtTheStart().get(0).outcome()).contains(SyncRun.Outcome.HELD);
        }
        try (Started service = start("a", EVERYTHING)) {
            assertThat(service.find("user7@corp.example")).isInstanceOf(LookupResult.Found.class);
        }
    }

    @Test
    void aMissIsUnknownUntilWhatAWidenedConfigurationAddsWasRead() throws Exception {
        directory.holds(users(100));
        syncWith("a", NO_GROUPS);
        try (Started service = start("b", EVERYTHING)) {
            assertThat(service.find("user7@corp.example")).isInstanceOf(LookupResult.Found.class);
            assertThat(service.find("CORP\\group7")).isInstanceOf(LookupResult.Unknown.class);
            directory.losesTheFeed(Optional.of("another filter"));
            directory.holds(everybody());
            service.runsAtTheStart();
            assertThat(service.find("CORP\\group7")).isInstanceOf(LookupResult.Found.class);
            assertThat(service.find("CORP\\group777")).isInstanceOf(LookupResult.NotFound.class);
        }
    }

    @Test
    void theCopyOfAnotherDomainIsNotServed() throws Exception {
        syncWith("a", EVERYTHING);
        ReadScope other = ReadScope.of("other.example", Optional.empty(), true, true, List.of("mail"));
        try (Started service = start("b", other)) {
            assertThat(service.find("user7@corp.example")).isInstanceOf(LookupResult.Unknown.class);
        }
    }
}
