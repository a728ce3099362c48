package org.adcache.itest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectGuid;
import org.adcache.encoding.Sha256;
import org.adcache.index.words.SearchWords;
import org.adcache.integration.Integration;
import org.adcache.integration.IntegrationFile;
import org.adcache.integration.IntegrationState;
import org.adcache.integration.Tickets;
import org.adcache.lookup.Lookup;
import org.adcache.lookup.LookupConfig;
import org.adcache.lookup.LookupResult;
import org.adcache.lookup.ServingListener;
import org.adcache.store.ChangeDraft;
import org.adcache.store.Draft;
import org.adcache.store.ImageInput;
import org.adcache.store.Store;
import org.adcache.store.StoreConfig;
import org.adcache.store.StoreException;
import org.adcache.store.SyncPoint;
import org.adcache.store.file.DataFolder;
import org.adcache.store.file.DiskSteps;
import org.adcache.sync.SyncService;
import org.adcache.testing.ManualTimer;
import org.adcache.testing.People;
import org.adcache.testing.StoredGroups;
import org.adcache.testing.TestClock;

/**
 * The parts of the service that write to the data folder, started as the service starts them, on accounts that say
 * themselves to which state they belong: each carries the number of the commit that changed it last, and one of them a
 * digest of all. A mix of two states has the digest of neither.
 */
final class SweptService implements AutoCloseable {
    static final ConnectionId CORP = People.CORP;
    private static final String IMAGE_FORMAT = "sweep";
    private static final int ACCOUNTS = 60;
    private static final int CHANGED = 5;
    private static final ObjectGuid SEAL = new ObjectGuid(7, 7);

    final TestClock clock;
    final Integration integration;
    final Store store;
    final Lookup lookup;
    final List<String> damage = new CopyOnWriteArrayList<>();
    private final DataFolder folder;
    private final IntegrationFile file;
    private final SyncService sync;

    /** Starts on a folder; what fails here would keep the service from starting. */
    static SweptService start(Path data, TestClock clock) throws StoreException {
        DataFolder folder = DataFolder.open(data, DiskSteps.UNOBSERVED);
        try {
            return new SweptService(folder, clock);
        } catch (StoreException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private SweptService(DataFolder folder, TestClock clock) throws StoreException {
        this.folder = folder;
        this.clock = clock;
        file = new IntegrationFile(folder, clock);
        IntegrationFile.Loaded loaded = file.load();
        IntegrationState state = loaded.state();
        loaded.damage().ifPresent(problem -> damage.add(problem.toString()));
        store = Store.open(
                folder,
                new StoreConfig(folder.path(), Optional.empty()),
                state.epoch(),
                state.floor(),
                new SearchWords(),
                clock);
        LookupConfig config = new LookupConfig(Duration.ofHours(24), Optional.empty(), Map.of(CORP, People.DOMAIN));
        lookup = new Lookup(config, clock, Runnable::run);
        store.listen(new ServingListener(store, lookup));
        ManualTimer timer = new ManualTimer(clock);
        sync = new SyncService(List.of(), store, new StoredGroups(store), timer, Runnable::run, clock, new Random(1));
        integration = new Integration(file, loaded, store, lookup, sync, new NoTickets(), timer, Runnable::run, clock);
        integration.restore();
        // Also of a generation that turns out to be unreadable only now.
        store.damage().ifPresent(problem -> damage.add(problem.toString()));
    }

    private static final class NoTickets implements Tickets {
        @Override
        public void prepare() {}

        @Override
        public void destroy() {}
    }

    /** Reads everything from the directory, as it is in the state of this number. */
    void commitAll(int number) throws StoreException {
        try (Draft draft = store.begin(CORP, integration.state().epoch())) {
            List<Account> accounts = new ArrayList<>();
            for (int i = 1; i <= ACCOUNTS; i++) {
                accounts.add(account(i, number));
            }
            accounts.add(seal(number, accounts));
            for (Account account : accounts) {
                draft.put(account);
            }
            draft.commit(SyncPoint.full(People.DOMAIN, clock.instant(), 0));
        }
    }

    /** Reads what changed since the last commit: some accounts, and the seal. */
    void commitChanges(int number) throws StoreException {
        Map<ObjectGuid, Account> accounts = accounts();
        accounts.remove(SEAL);
        Random random = new Random(number);
        try (ChangeDraft draft = store.beginChanges(CORP, integration.state().epoch())) {
            for (int i = 0; i < CHANGED; i++) {
                Account changed = account(1 + random.nextInt(ACCOUNTS), number);
                accounts.put(changed.objectGuid(), changed);
                draft.put(changed);
            }
            draft.put(seal(number, List.copyOf(accounts.values())));
            draft.commit(SyncPoint.full(People.DOMAIN, clock.instant(), 0));
        }
    }

    /** Lets the segments become so old that the next merge is due, and merges. */
    void merge() throws StoreException {
        clock.advance(Duration.ofHours(21));
        store.mergeDue();
    }

    void saveImage() throws StoreException {
        int number = number();
        store.current().saveImage(IMAGE_FORMAT, out -> {
            out.text("state " + number);
            out.longs(new long[20_000]);
        });
    }

    /** The number of the state that is served; 0 if nothing is. */
    int number() throws StoreException {
        Map<ObjectGuid, Account> accounts = accounts();
        Account seal = accounts.remove(SEAL);
        if (seal == null) {
            if (accounts.isEmpty()) {
                return 0;
            }
            throw new AssertionError(accounts.size() + " accounts without their seal");
        }
        int number = Integer.parseInt(seal.cn());
        if (!seal.equals(seal(number, List.copyOf(accounts.values())))) {
            throw new AssertionError("a mix of state " + number + " and another");
        }
        return number;
    }

    private Map<ObjectGuid, Account> accounts() throws StoreException {
        Map<ObjectGuid, Account> accounts = new TreeMap<>();
        if (store.current().connections().containsKey(CORP)) {
            store.current().forEachAccount(CORP, account -> {
                accounts.put(account.objectGuid(), account);
                return true;
            });
        }
        return accounts;
    }

    /** The number that callers see; 0 if they get no answer. */
    int answered() {
        LookupResult answer = lookup.find(List.of("seal@corp.example"), Optional.empty())
                .answers()
                .get(0);
        return answer instanceof LookupResult.Found found
                ? Integer.parseInt(found.accounts().get(0).cn())
                : 0;
    }

    /** The content of the index image; empty if there is none that can be used. */
    Optional<String> image() throws StoreException {
        var image = store.current().image(IMAGE_FORMAT);
        return image.isEmpty() ? Optional.empty() : Optional.of(image.get().read(SweptService::wholeImage));
    }

    private static String wholeImage(ImageInput in) throws StoreException {
        String text = in.text();
        in.longs();
        return text;
    }

    /** The files that hold personal data or a key. */
    static List<String> dataFiles(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> data.relativize(file).toString())
                    .filter(name -> name.matches("cache-.*|work-.*|index-.*|manifest.*|keys/.*"))
                    .sorted()
                    .toList();
        }
    }

    private static Account account(int i, int number) {
        return Account.builder(
                        new ObjectGuid(i * 0x9E3779B97F4A7C15L, i),
                        AccountType.USER,
                        CORP,
                        new DistinguishedName("CN=User " + i + ",DC=corp,DC=example"))
                .cn("User " + i + " of state " + number)
                .addresses(
                        List.of(MailAddress.parse("user" + i + "@corp.example").orElseThrow()))
                .build();
    }

    private static Account seal(int number, List<Account> accounts) {
        List<String> lines = accounts.stream()
                .map(account -> account.objectGuid() + account.cn())
                .sorted()
                .toList();
        String digest = Sha256.hex(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        return Account.builder(SEAL, AccountType.CONTACT, CORP, new DistinguishedName("CN=Seal,DC=corp,DC=example"))
                .cn(Integer.toString(number))
                .addresses(List.of(MailAddress.parse("seal@corp.example").orElseThrow()))
                .extra(Map.of("digest", List.of(digest)))
                .build();
    }

    @Override
    public void close() {
        sync.close();
        store.close();
        file.close();
        folder.close();
    }
}
