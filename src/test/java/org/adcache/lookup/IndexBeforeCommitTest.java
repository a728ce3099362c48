package org.adcache.lookup;

import static org.adcache.lookup.Cast.CORP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.account.Domain;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.ProblemType;
import org.adcache.index.words.SearchWords;
import org.adcache.store.Accounts;
import org.adcache.store.Draft;
import org.adcache.store.Store;
import org.adcache.store.StoreConfig;
import org.adcache.store.StoreException;
import org.adcache.store.SyncPoint;
import org.adcache.store.WordFolder;
import org.adcache.store.file.DataFolder;
import org.adcache.testing.TestClock;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test of generations that can't be indexed: the words of an account called Broken end in the middle. */
class IndexBeforeCommitTest {
    private static final Domain DOMAIN = Objects.requireNonNull(Cast.DOMAINS.get(CORP));
    private static final Account ADA = Accounts.user(CORP, 1, "Ada");
    private static final Account BOB = Accounts.user(CORP, 2, "Bob");
    private static final Account BROKEN = Accounts.user(CORP, 3, "Broken");

    @TempDir
    private Path temp;

    private final TestClock clock = new TestClock();
    private DataFolder folder;
    private Store store;
    private Lookup lookup;

    @BeforeEach
    void open() throws StoreException {
        folder = DataFolder.open(temp.resolve("data"));
        store = Store.open(
                folder,
                new StoreConfig(temp, Optional.empty()),
                Epoch.FIRST,
                Generation.NONE,
                new WordsOfTheBroken(),
                clock);
        lookup = new Lookup(
                new LookupConfig(Duration.ofHours(24), Optional.empty(), Map.of(CORP, DOMAIN)), clock, Runnable::run);
    }

    @AfterEach
    void close() {
        store.close();
        folder.close();
    }

    private void reopen() throws StoreException {
        close();
        open();
    }

    private void listen() {
        store.listen(new ServingListener(store, lookup));
    }

    private void commit(Account... accounts) throws StoreException {
        try (Draft draft = store.begin(CORP, Epoch.FIRST)) {
            for (Account account : accounts) {
                draft.put(account);
            }
            draft.commit(SyncPoint.full(DOMAIN, clock.instant(), 0));
        }
    }

    private boolean finds(Account account) {
        String guid = account.objectGuid().toString();
        return lookup.find(List.of(guid), Optional.of(KeyKind.GUID)).answers().get(0) instanceof LookupResult.Found;
    }

    private static void assertRefused(ThrowingCallable commit) {
        assertThatThrownBy(commit)
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem().type()).isEqualTo(ProblemType.INDEX_FAILED));
    }

    @Test
    void aGenerationThatCantBeIndexedIsNotCommitted() throws Exception {
        listen();
        assertRefused(() -> commit(BROKEN));
        commit(ADA);
        Generation generation = store.current().generation();
        assertRefused(() -> commit(ADA, BOB, BROKEN));
        assertThat(finds(ADA)).isTrue();
        assertThat(finds(BOB)).isFalse();
        commit(ADA, BOB);
        assertThat(finds(BOB)).isTrue();
        assertThat(store.current().generation()).isGreaterThan(generation);
        reopen();
        new ServingListener(store, lookup).restore();
        assertThat(store.damage()).isEmpty();
        assertThat(finds(BOB)).isTrue();
    }

    @Test
    void aStartFallsBackFromAGenerationThatCantBeIndexed() throws Exception {
        commit(ADA);
        commit(ADA, BROKEN);
        Generation useless = store.current().generation();
        reopen();
        listen();
        new ServingListener(store, lookup).restore();
        assertThat(finds(ADA)).isTrue();
        assertThat(finds(BROKEN)).isFalse();
        assertThat(lookup.freshness().generation()).isGreaterThan(useless);
        assertThat(store.damage()).hasValueSatisfying(problem -> {
            assertThat(problem.type()).isEqualTo(ProblemType.CACHE_DAMAGED);
            assertThat(problem.detail()).contains("can't be indexed", "the one before, is served");
        });
        commit(ADA, BOB);
        reopen();
        assertThat(store.damage()).isEmpty();
        new ServingListener(store, lookup).restore();
        assertThat(finds(BOB)).isTrue();
    }

    @Test
    void aStartIsEmptyIfTheGenerationBeforeCantBeIndexedEither() throws Exception {
        commit(BROKEN);
        commit(ADA, BROKEN);
        reopen();
        listen();
        new ServingListener(store, lookup).restore();
        assertThat(store.current().connections()).isEmpty();
        assertThat(finds(ADA)).isFalse();
        assertThat(store.damage()).isPresent();
        commit(ADA);
        assertThat(finds(ADA)).isTrue();
        reopen();
        new ServingListener(store, lookup).restore();
        assertThat(store.damage()).isEmpty();
        assertThat(finds(ADA)).isTrue();
    }

    /** Words of an account, cut off for those called Broken. */
    private static final class WordsOfTheBroken implements WordFolder {
        private final SearchWords words = new SearchWords();

        @Override
        public int version() {
            return words.version();
        }

        @Override
        public byte[] fold(Account account) {
            return account.cn().startsWith("Broken") ? new byte[] {0, 50} : words.fold(account);
        }
    }
}
