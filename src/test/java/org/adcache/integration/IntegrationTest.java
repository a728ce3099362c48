package org.adcache.integration;

import static org.adcache.testing.People.CORP;
import static org.adcache.testing.People.DOMAIN;
import static org.adcache.testing.People.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.adcache.account.AccountType;
import org.adcache.account.Epoch;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.index.words.SearchWords;
import org.adcache.lookup.Lookup;
import org.adcache.lookup.LookupConfig;
import org.adcache.lookup.LookupResult;
import org.adcache.lookup.ServingListener;
import org.adcache.lookup.UnknownReason;
import org.adcache.store.Draft;
import org.adcache.store.Store;
import org.adcache.store.StoreConfig;
import org.adcache.store.StoreException;
import org.adcache.store.SyncPoint;
import org.adcache.store.file.DataFolder;
import org.adcache.sync.SyncConfig;
import org.adcache.sync.SyncConnection;
import org.adcache.sync.SyncService;
import org.adcache.testing.FakeDirectory;
import org.adcache.testing.ManualTimer;
import org.adcache.testing.StoredGroups;
import org.adcache.testing.TestClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntegrationTest {
    private final TestClock clock = new TestClock();
    private final ManualTimer timer = new ManualTimer(clock);
    private final FakeDirectory directory = new FakeDirectory();
    private final RecordedTickets tickets = new RecordedTickets();

    @TempDir
    Path temp;

    private Path data;
    private Parts parts;

    @BeforeEach
    void openFresh() throws Exception {
        data = temp.resolve("data");
        parts = open();
    }

    @AfterEach
    void close() {
        parts.close();
    }

    @Test
    void isOnInAFreshFolderAndServesAfterTheFirstCycle() throws Exception {
        assertThat(parts.integration.state().enabled()).isTrue();
        assertThat(found()).isTrue();
    }

    @Test
    void answersUnknownAndLeavesNothingWhenItIsSwitchedOff() throws Exception {
        long generation = parts.store.current().generation().number();
        IntegrationState off = parts.integration.disable();
        assertThat(off.enabled()).isFalse();
        assertThat(off.epoch()).isEqualTo(new Epoch(2));
        assertThat(off.floor().number()).isEqualTo(generation);
        assertThat(off.lastWipe().orElseThrow().accounts()).isEqualTo(10);
        assertThat(answer()).isEqualTo(new LookupResult.Unknown(UnknownReason.INTEGRATION_DISABLED));
        assertThat(dataFiles()).isEmpty();
        assertThat(tickets.ready).isFalse();
        assertThat(parts.integration.disable()).isEqualTo(off);
    }

    @Test
    void comesBackWithARisenGenerationWhenItIsSwitchedOn() throws Exception {
        long generation = parts.store.current().generation().number();
        parts.integration.disable();
        assertThat(parts.integration.enable().enabled()).isTrue();
        timer.pass(Duration.ZERO);
        assertThat(found()).isTrue();
        assertThat(parts.store.current().generation().number()).isGreaterThan(generation);
    }

    @Test
    void servesWhatIsCachedThoughKerberosCantBePreparedAtTheStart() throws Exception {
        tickets.preparation = new Problem(ProblemType.KRB5_CONF_FAILED, "The disk is full.", "Free some space.");
        reopen();
        assertThat(answer()).isInstanceOf(LookupResult.Found.class);
        assertThat(tickets.later).isTrue();
    }

    @Test
    void readsEverythingAtOnceAfterAStartWithDamage() throws Exception {
        assertThat(directory.opened()).isEqualTo(1);
        Files.delete(data.resolve("keys/corp-1.mark"));
        reopen();
        assertThat(parts.store.damage()).isPresent();
        assertThat(directory.opened()).isEqualTo(2);
    }

    @Test
    void staysOffAfterARestart() throws Exception {
        parts.integration.disable();
        reopen();
        assertThat(parts.integration.state().enabled()).isFalse();
        assertThat(answer()).isEqualTo(new LookupResult.Unknown(UnknownReason.INTEGRATION_DISABLED));
        assertThat(directory.opened()).isEqualTo(1);
    }

    @Test
    void finishesAtTheNextStartAWipeThatWasInterrupted() throws Exception {
        tickets.failure = new Problem(ProblemType.KRB5_CONF_FAILED, "The disk is full.", "Free some space.");
        assertThatThrownBy(() -> parts.integration.disable()).hasMessageContaining("disk is full");
        assertThat(answer()).isEqualTo(new LookupResult.Unknown(UnknownReason.INTEGRATION_DISABLED));
        tickets.failure = null;
        reopen();
        WipeReceipt receipt = parts.integration.state().lastWipe().orElseThrow();
        assertThat(receipt.accounts()).isEqualTo(10);
        assertThat(receipt.files()).isGreaterThanOrEqualTo(3);
        assertThat(receipt.bytes()).isPositive();
        assertThat(dataFiles()).isEmpty();
    }

    @Test
    void wipesWhenAskedAgainAfterAWipeThatFailed() throws Exception {
        tickets.failure = new Problem(ProblemType.KRB5_CONF_FAILED, "The disk is full.", "Free some space.");
        assertThatThrownBy(() -> parts.integration.disable()).hasMessageContaining("disk is full");
        tickets.failure = null;
        assertThat(parts.integration.disable().lastWipe()).isPresent();
        assertThat(dataFiles()).isEmpty();
    }

    @Test
    void refusesACommitThatComesTooLate() throws Exception {
        try (Draft late = parts.store.begin(CORP, Epoch.FIRST)) {
            late.put(users(1).get(0));
            late.compare();
            parts.integration.disable();
            assertThatThrownBy(() -> late.commit(SyncPoint.full(DOMAIN, clock.instant(), 0)))
                    .isInstanceOf(StoreException.class);
        }
        assertThat(dataFiles()).isEmpty();
        parts.integration.enable();
        assertThatThrownBy(() -> parts.store.begin(CORP, Epoch.FIRST)).isInstanceOf(StoreException.class);
    }

    @Test
    void isOffAndWipedWhenItsFileIsDamaged() throws Exception {
        parts.close();
        Files.writeString(data.resolve("integration.json"), "{\"enabled\": tr", StandardCharsets.UTF_8);
        parts = open();
        assertThat(parts.integration.state().enabled()).isFalse();
        assertThat(parts.damage.orElseThrow().type()).isEqualTo(ProblemType.INTEGRATION_STATE_DAMAGED);
        assertThat(parts.integration.state().epoch()).isEqualTo(new Epoch(2));
        assertThat(dataFiles()).isEmpty();
    }

    @Test
    void isOffWhenItsFileIsMissingWhereThereIsData() throws Exception {
        parts.close();
        Files.delete(data.resolve("integration.json"));
        parts = open();
        assertThat(parts.integration.state().enabled()).isFalse();
        assertThat(dataFiles()).isEmpty();
    }

    @Test
    void countsAFolderWithOnlyTokensAsFresh() throws Exception {
        parts.close();
        data = Files.createDirectory(temp.resolve("other"));
        Files.writeString(data.resolve("tokens.json"), "{}", StandardCharsets.UTF_8);
        parts = open();
        assertThat(parts.integration.state().enabled()).isTrue();
    }

    private LookupResult answer() {
        return parts.lookup
                .find(List.of("user3@corp.example"), Optional.empty())
                .answers()
                .get(0);
    }

    private boolean found() {
        return answer() instanceof LookupResult.Found;
    }

    /** The files that could hold personal data. */
    private List<String> dataFiles() throws Exception {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name ->
                            !List.of("integration.json", "lock", "tokens.json").contains(name))
                    .toList();
        }
    }

    private void reopen() throws Exception {
        parts.close();
        parts = open();
    }

    private Parts open() throws Exception {
        directory.holds(users(10));
        DataFolder folder = DataFolder.open(data);
        IntegrationFile file = new IntegrationFile(folder, clock);
        IntegrationFile.Loaded loaded = file.load();
        IntegrationState state = loaded.state();
        Store store = Store.open(
                folder,
                new StoreConfig(folder.path(), Optional.empty()),
                state.epoch(),
                state.floor(),
                new SearchWords(),
                clock);
        Lookup lookup = new Lookup(
                new LookupConfig(Duration.ofHours(24), Optional.empty(), Map.of(CORP, DOMAIN)), clock, Runnable::run);
        store.listen(new ServingListener(store, lookup));
        SyncConnection corp = new SyncConnection(
                CORP,
                "corp.example",
                directory,
                EnumSet.allOf(AccountType.class),
                Set.of("addresses"),
                new SyncConfig(Duration.ofMinutes(30), Duration.ofHours(12), 0.1, Duration.ofMinutes(10)));
        SyncService sync = new SyncService(
                List.of(corp), store, new StoredGroups(store), timer, Runnable::run, clock, new Random(1));
        Integration integration = new Integration(file, state, store, lookup, sync, tickets, clock);
        integration.restore();
        integration.startSync();
        timer.pass(Duration.ZERO);
        return new Parts(folder, store, lookup, sync, integration, loaded.damage());
    }

    private record Parts(
            DataFolder folder,
            Store store,
            Lookup lookup,
            SyncService sync,
            Integration integration,
            Optional<Problem> damage)
            implements AutoCloseable {
        @Override
        public void close() {
            sync.close();
            store.close();
            folder.close();
        }
    }

    private static final class RecordedTickets implements Tickets {
        private boolean ready;
        private boolean later;
        private @Nullable Problem failure;
        private @Nullable Problem preparation;

        @Override
        public void prepare() throws ProblemException {
            if (preparation != null) {
                throw new ProblemException(preparation);
            }
            ready = true;
        }

        @Override
        public void prepareLater() {
            later = true;
        }

        @Override
        public void destroy() throws ProblemException {
            if (failure != null) {
                throw new ProblemException(failure);
            }
            ready = false;
        }
    }
}
