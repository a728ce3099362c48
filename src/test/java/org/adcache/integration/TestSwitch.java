package org.adcache.integration;

import static org.adcache.testing.People.CORP;
import static org.adcache.testing.People.DOMAIN;
import static org.adcache.testing.People.users;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.adcache.account.AccountType;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.index.words.SearchWords;
import org.adcache.lookup.Lookup;
import org.adcache.lookup.LookupConfig;
import org.adcache.lookup.LookupResult;
import org.adcache.lookup.ServingListener;
import org.adcache.store.Store;
import org.adcache.store.StoreConfig;
import org.adcache.store.file.DataFolder;
import org.adcache.store.file.DiskSteps;
import org.adcache.sync.SyncConfig;
import org.adcache.sync.SyncConnection;
import org.adcache.sync.SyncService;
import org.adcache.testing.FakeDirectory;
import org.adcache.testing.ManualTimer;
import org.adcache.testing.StoredGroups;
import org.adcache.testing.TestClock;
import org.jspecify.annotations.Nullable;

/** The switch with everything that it switches, on a data folder of its own and ten people in the directory. */
final class TestSwitch implements AutoCloseable {
    final TestClock clock;
    final ManualTimer timer;
    final FakeDirectory directory = new FakeDirectory();
    final RecordedTickets tickets = new RecordedTickets();
    final List<WipeReceipt> wiped = new ArrayList<>();
    final DataFolder folder;
    final IntegrationFile file;
    final IntegrationFile.Loaded loaded;
    final Store store;
    final Lookup lookup;
    final SyncService sync;
    final Integration integration;
    final StartupDamage damage;

    private TestSwitch(Path data, DiskSteps steps, TestClock clock, Executor cycles) throws ProblemException {
        this.clock = clock;
        this.timer = new ManualTimer(clock);
        directory.holds(users(10));
        folder = DataFolder.open(data, steps);
        file = new IntegrationFile(folder, clock);
        loaded = file.load();
        IntegrationState state = loaded.state();
        store = Store.open(
                folder,
                new StoreConfig(folder.path(), Optional.empty()),
                state.epoch(),
                state.floor(),
                !loaded.saved(),
                new SearchWords(),
                clock);
        lookup = new Lookup(
                new LookupConfig(Duration.ofHours(24), Optional.empty(), Map.of(CORP, DOMAIN)), clock, Runnable::run);
        store.listen(new ServingListener(store, lookup));
        SyncConnection corp = new SyncConnection(
                CORP,
                "corp.example",
                directory,
                EnumSet.allOf(AccountType.class),
                Set.of("addresses"),
                new SyncConfig(Duration.ofMinutes(30), Duration.ofHours(12), 0.1, Duration.ofMinutes(10)));
        sync = new SyncService(List.of(corp), store, new StoredGroups(store), timer, cycles, clock, new Random(1));
        integration = new Integration(file, loaded, store, lookup, sync, tickets, timer, Runnable::run, clock);
        integration.listen(new WipeListener() {
            @Override
            public void wiping() {}

            @Override
            public void wiped(WipeReceipt receipt) {
                wiped.add(receipt);
            }

            @Override
            public void receiptSent() {}
        });
        integration.restore();
        damage = new StartupDamage(loaded, integration, store);
    }

    /** A start: restores the state, then starts the cycles. */
    static TestSwitch start(Path data, TestClock clock) throws ProblemException {
        return start(data, DiskSteps.UNOBSERVED, clock);
    }

    static TestSwitch start(Path data, DiskSteps steps, TestClock clock) throws ProblemException {
        TestSwitch started = restored(data, steps, clock);
        started.integration.startSync();
        started.timer.pass(Duration.ZERO);
        return started;
    }

    /** A start up to the moment at which requests are answered; no directory is contacted yet. */
    static TestSwitch restored(Path data, DiskSteps steps, TestClock clock) throws ProblemException {
        return restored(data, steps, clock, Runnable::run);
    }

    /** A start up to that moment, whose cycles run in an executor of the test. */
    static TestSwitch restored(Path data, DiskSteps steps, TestClock clock, Executor cycles) throws ProblemException {
        return new TestSwitch(data, steps, clock, cycles);
    }

    IntegrationState state() {
        return integration.state();
    }

    LookupResult answer() {
        return lookup.find(List.of("user3@corp.example"), Optional.empty())
                .answers()
                .get(0);
    }

    boolean found() {
        return answer() instanceof LookupResult.Found;
    }

    long generation() {
        return lookup.freshness().generation().number();
    }

    /** The files that could hold personal data, relative to the folder. */
    static List<String> dataFiles(Path data) {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> data.relativize(file).toString())
                    .filter(name -> !List.of("format", "integration.json", "lock", "tokens.json")
                            .contains(name))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends as a crash does: nothing more is written. */
    void crash() {
        integration.close();
        folder.close();
    }

    @Override
    public void close() {
        integration.close();
        sync.close();
        store.close();
        file.close();
        folder.close();
    }

    static final class RecordedTickets implements Tickets {
        boolean ready;
        boolean later;

        @Nullable
        Problem preparation;

        @Nullable
        Problem failure;

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
            ready = false;
            if (failure != null) {
                throw new ProblemException(failure);
            }
        }
    }
}
