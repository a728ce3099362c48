package org.adcache.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.adcache.account.Account;
import org.adcache.account.ConnectionId;
import org.adcache.account.Domain;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemType;
import org.adcache.store.file.DataFolder;
import org.adcache.store.file.DiskSteps;
import org.adcache.store.record.AccountCodec;
import org.adcache.testing.TestClock;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Store in a folder of its own, with a settable clock and words that are verified on reading. */
public final class TestStore implements AutoCloseable {
    public static final ConnectionId CORP = new ConnectionId("corp");
    static final ConnectionId LAB = new ConnectionId("lab-1");
    /** Format of index images that hold one text. */
    static final String FORMAT = "one text";

    public static final Domain DOMAIN = new Domain("corp.example.com", "CORP.EXAMPLE.COM", "CORP", Optional.empty());

    public final Path path;
    public final TestClock clock = new TestClock();
    DiskSteps steps = DiskSteps.UNOBSERVED;
    Optional<Path> keyFile = Optional.empty();
    Generation floor = Generation.NONE;
    int folding = 1;
    int folded;
    public Epoch epoch = Epoch.FIRST;
    DataFolder folder;
    public Store store;

    public TestStore(Path path) throws StoreException {
        this.path = path;
        this.folder = DataFolder.open(path, this::step);
        this.store = openStore();
    }

    private void step(String step, Path file) throws IOException {
        steps.before(step, file);
    }

    private Store openStore() throws StoreException {
        folder.readAhead();
        return Store.open(folder, new StoreConfig(path, keyFile), epoch, floor, counted(words(folding)), clock);
    }

    private WordFolder counted(WordFolder words) {
        return new WordFolder() {
            @Override
            public int version() {
                return words.version();
            }

            @Override
            public byte[] fold(Account account) {
                folded++;
                return words.fold(account);
            }
        };
    }

    public void reopen() throws StoreException {
        close();
        folder = DataFolder.open(path, this::step);
        store = openStore();
    }

    static WordFolder words(int version) {
        return new WordFolder() {
            @Override
            public int version() {
                return version;
            }

            @Override
            public byte[] fold(Account account) {
                return ("words " + version + " of " + account.cn()).getBytes(StandardCharsets.UTF_8);
            }
        };
    }

    Draft draft(ConnectionId connection, Collection<Account> accounts) throws StoreException {
        Draft draft = store.begin(connection, epoch);
        for (Account account : accounts) {
            draft.put(account);
        }
        return draft;
    }

    public StoreView commit(ConnectionId connection, Collection<Account> accounts) throws StoreException {
        try (Draft draft = draft(connection, accounts)) {
            return draft.commit(SyncPoint.full(DOMAIN, clock.instant(), 0));
        }
    }

    public StoreView commit(ConnectionId connection, Account... accounts) throws StoreException {
        return commit(connection, Arrays.asList(accounts));
    }

    /** Incremental draft: an account is put, an empty value is a removal. */
    ChangeDraft changes(ConnectionId connection, Map<ObjectGuid, Optional<Account>> changes) throws StoreException {
        ChangeDraft draft = store.beginChanges(connection, epoch);
        for (Map.Entry<ObjectGuid, Optional<Account>> change : changes.entrySet()) {
            if (change.getValue().isPresent()) {
                draft.put(change.getValue().get());
            } else {
                draft.remove(change.getKey());
            }
        }
        return draft;
    }

    /** An incremental cycle: puts the accounts, removes those of these GUIDs. */
    public StoreView change(ConnectionId connection, List<Account> put, ObjectGuid... removed) throws StoreException {
        Map<ObjectGuid, Optional<Account>> changes = new TreeMap<>();
        put.forEach(account -> changes.put(account.objectGuid(), Optional.of(account)));
        Arrays.asList(removed).forEach(guid -> changes.put(guid, Optional.empty()));
        try (ChangeDraft draft = changes(connection, changes)) {
            return draft.commit(SyncPoint.full(DOMAIN, clock.instant(), 0));
        }
    }

    void saveImage(String content) throws StoreException {
        store.current().saveImage(FORMAT, out -> out.text(content));
    }

    /** Content of the current view's index image. */
    Optional<String> image() throws StoreException {
        Optional<IndexImage> image = store.current().image(FORMAT);
        return image.isPresent() ? Optional.of(image.get().read(ImageInput::text)) : Optional.empty();
    }

    Map<ObjectGuid, Account> read(ConnectionId connection) throws StoreException {
        return read(store.current(), connection);
    }

    /** The accounts of a view; their words and order are verified. */
    Map<ObjectGuid, Account> read(StoreView view, ConnectionId connection) throws StoreException {
        Map<ObjectGuid, Account> accounts = new TreeMap<>();
        List<ObjectGuid> order = new ArrayList<>();
        view.forEach((owner, bytes, words) -> {
            if (owner.equals(connection)) {
                Account account = AccountCodec.decode(owner, bytes);
                accounts.put(account.objectGuid(), account);
                order.add(account.objectGuid());
                if (!Arrays.equals(words, words(folding).fold(account))) {
                    throw new AssertionError(
                            "words of " + account + " are " + new String(words, StandardCharsets.UTF_8));
                }
            }
        });
        if (!order.equals(List.copyOf(accounts.keySet()))) {
            throw new AssertionError("not each once and in order: " + order);
        }
        return accounts;
    }

    public List<String> files() {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> path.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void assertProblem(ProblemType type, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem().type()).isEqualTo(type));
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    static Map<ObjectGuid, Account> byGuid(Account... accounts) {
        Map<ObjectGuid, Account> byGuid = new TreeMap<>();
        for (Account account : accounts) {
            byGuid.put(account.objectGuid(), account);
        }
        return byGuid;
    }

    @Override
    public void close() {
        store.close();
        folder.close();
    }
}
