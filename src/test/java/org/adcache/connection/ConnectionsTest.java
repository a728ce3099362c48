package org.adcache.connection;

import static org.adcache.testing.People.CORP;
import static org.adcache.testing.People.DOMAIN;
import static org.adcache.testing.People.users;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.doctor.CheckResult;
import org.adcache.index.words.SearchWords;
import org.adcache.kerberos.KerberosRealm;
import org.adcache.kerberos.Krb5Conf;
import org.adcache.store.Draft;
import org.adcache.store.Store;
import org.adcache.store.StoreConfig;
import org.adcache.store.SyncPoint;
import org.adcache.store.file.DataFolder;
import org.adcache.sync.SyncConnection;
import org.adcache.testing.LogOfThisThread;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConnectionsTest {
    private static final ConnectionId LAB = new ConnectionId("lab");

    private final TestClock clock = new TestClock();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
    private final ConnectionFactory factory =
            new ConnectionFactory(clock, threads, threads, new Krb5Conf(Path.of("krb5.conf")));

    @TempDir
    Path temp;

    private DataFolder folder;
    private Store store;

    @BeforeEach
    void storeAccountsOfCorp() throws Exception {
        folder = DataFolder.open(temp.resolve("data"));
        store = Store.open(
                folder,
                new StoreConfig(folder.path(), Optional.empty()),
                Epoch.FIRST,
                Generation.NONE,
                new SearchWords(),
                clock);
        try (Draft draft = store.begin(CORP, Epoch.FIRST)) {
            draft.put(users(1).get(0));
            draft.compare();
            draft.commit(SyncPoint.full(DOMAIN, clock.instant(), 0));
        }
    }

    @AfterEach
    void close() {
        store.close();
        folder.close();
        threads.shutdownNow();
    }

    @Test
    void keepTheDataOfTheConnectionsThatAreConfigured() throws Exception {
        try (Connections connections = open("corp", "lab")) {
            assertThat(connections.find(CORP)).isPresent();
            assertThat(store.current().connections()).containsOnlyKeys(CORP);
        }
    }

    @Test
    void deleteTheDataOfAConnectionThatIsConfiguredNoMore() throws Exception {
        try (LogOfThisThread log = new LogOfThisThread(Connections.class);
                Connections connections = open("lab")) {
            assertThat(connections.find(CORP)).isEmpty();
            assertThat(store.current().connections()).isEmpty();
            assertThat(log.messages())
                    .containsExactly("connection corp was removed from the configuration, and its data is deleted");
        }
    }

    @Test
    void areListedInTheOrderOfTheConfiguration() throws Exception {
        try (Connections connections = open("lab", "corp")) {
            assertThat(connections.all()).extracting(Connection::id).containsExactly(LAB, CORP);
            assertThat(connections.all())
                    .extracting(connection -> connection.sync(() -> {}))
                    .extracting(SyncConnection::id)
                    .containsExactly(LAB, CORP);
            assertThat(connections.realms()).extracting(KerberosRealm::name).containsExactly("REALM.lab", "REALM.corp");
        }
    }

    @Test
    void examineNothingWhileTheyAreSuspended() throws Exception {
        try (Connections connections = open("corp", "lab")) {
            connections.suspend();
            assertThat(examined(connections)).containsExactly(ProblemType.DOCTOR_STOPPED, ProblemType.DOCTOR_STOPPED);

            connections.resume();
            assertThat(examined(connections))
                    .contains(ProblemType.KEYTAB_MISSING)
                    .doesNotContain(ProblemType.DOCTOR_STOPPED);
        }
    }

    @Test
    void examineNothingOnceTheyAreClosed() throws Exception {
        Connections connections = open("corp", "lab");

        connections.close();

        assertThat(examined(connections)).containsExactly(ProblemType.DOCTOR_STOPPED, ProblemType.DOCTOR_STOPPED);
    }

    private Connections open(String... ids) throws Exception {
        return Connections.open(Stream.of(ids).map(ConnectionConfigs::of).toList(), factory, store);
    }

    private static List<ProblemType> examined(Connections connections) {
        return connections.all().stream()
                .flatMap(connection -> connection.doctor().prepare(check -> {}).get().stream())
                .map(CheckResult::problem)
                .flatMap(Optional::stream)
                .map(Problem::type)
                .toList();
    }
}
