package org.adcache.store;

import static org.adcache.store.TestStore.CORP;
import static org.adcache.store.TestStore.DOMAIN;
import static org.adcache.store.TestStore.LAB;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.Generation;
import org.adcache.account.ObjectGuid;
import org.adcache.store.record.AccountCodec;
import org.adcache.testing.Slow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model test: the same random operations on a store and on plain maps. */
class StoreModelTest {
    private static final int FEW = 50;
    private static final int OPERATIONS = 250;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Map<ConnectionId, Map<ObjectGuid, Account>> model = new TreeMap<>();
    private final Map<Generation, Map<ConnectionId, Map<ObjectGuid, Account>>> past = new TreeMap<>();
    private int told;
    private int opaque;

    @Test
    void holdsWhatAPlainMapHolds(@TempDir Path temp) throws Exception {
        operate(temp, FEW);
    }

    @Slow
    @Test
    void holdsWhatAPlainMapHoldsAfterManyOperations(@TempDir Path temp) throws Exception {
        operate(temp, OPERATIONS);
        assertThat(told).isPositive();
        assertThat(opaque).isPositive();
    }

    private void operate(Path temp, int operations) throws Exception {
        System.out.println("StoreModelTest seed " + seed);
        long generation = 0;
        try (TestStore test = new TestStore(temp.resolve("data"))) {
            for (int i = 0; i < operations; i++) {
                boolean changes = operate(test);
                long now = test.store.current().generation().number();
                assertThat(test.store.damage()).isEmpty();
                assertThat(now).isGreaterThanOrEqualTo(changes ? generation + 1 : generation);
                generation = now;
                test.floor = test.store.current().generation();
                compare(test);
                compareWithThePast(test);
            }
        }
    }

    /** Applies the changes since each earlier generation to a copy of it; the result must equal the current one. */
    private void compareWithThePast(TestStore test) throws StoreException {
        StoreView view = test.store.current();
        past.put(view.generation(), copy(model));
        for (Map.Entry<Generation, Map<ConnectionId, Map<ObjectGuid, Account>>> earlier : past.entrySet()) {
            Map<ConnectionId, Map<ObjectGuid, Account>> replayed = copy(earlier.getValue());
            Replay replay = new Replay(replayed);
            if (view.forEachSince(earlier.getKey(), replay)) {
                assertThat(replayed).isEqualTo(model);
                assertThat(replay.visited * 4).isLessThanOrEqualTo(total());
                told += replay.visited;
            } else {
                assertThat(replay.visited).isZero();
                assertThat(earlier.getKey()).isNotEqualTo(view.generation());
                opaque++;
            }
        }
        assertThat(view.forEachSince(view.generation().next(), new Replay(copy(model))))
                .isFalse();
    }

    private int total() {
        return model.values().stream().mapToInt(Map::size).sum();
    }

    private static Map<ConnectionId, Map<ObjectGuid, Account>> copy(Map<ConnectionId, Map<ObjectGuid, Account>> all) {
        Map<ConnectionId, Map<ObjectGuid, Account>> copy = new TreeMap<>();
        all.forEach((connection, accounts) -> copy.put(connection, new TreeMap<>(accounts)));
        return copy;
    }

    private static final class Replay implements ChangeVisitor {
        private final Map<ConnectionId, Map<ObjectGuid, Account>> accounts;
        private int visited;

        Replay(Map<ConnectionId, Map<ObjectGuid, Account>> accounts) {
            this.accounts = accounts;
        }

        @Override
        public void changed(ConnectionId connection, byte[] bytes, byte[] words) {
            visited++;
            Account account = AccountCodec.decode(connection, bytes);
            Objects.requireNonNull(accounts.get(connection)).put(account.objectGuid(), account);
        }

        @Override
        public void removed(ConnectionId connection, ObjectGuid objectGuid) {
            visited++;
            Objects.requireNonNull(accounts.get(connection)).remove(objectGuid);
        }
    }

    private void compare(TestStore test) throws StoreException {
        assertThat(test.store.current().connections().keySet()).isEqualTo(model.keySet());
        for (ConnectionId connection : List.of(CORP, LAB)) {
            Map<ObjectGuid, Account> expected = model.getOrDefault(connection, Map.of());
            assertThat(test.read(connection)).isEqualTo(expected);
            List<Account> visited = new ArrayList<>();
            test.store.current().forEachAccount(connection, visited::add);
            assertThat(visited).containsExactlyElementsOf(expected.values());
            ConnectionState state = test.store.current().connections().get(connection);
            if (state != null) {
                assertThat(state.counts()).isEqualTo(counts(expected));
                assertThat(state.attributes()).isEqualTo(Accounts.attributes(expected.values()));
            }
        }
    }

    /** Applies one operation to both; returns whether the content changed. */
    private boolean operate(TestStore test) throws Exception {
        ConnectionId connection = random.nextInt(3) == 0 ? LAB : CORP;
        switch (random.nextInt(16)) {
            case 0 -> test.reopen();
            case 1, 2 -> {
                test.clock.advance(Duration.ofHours(random.nextInt(15)));
                test.store.mergeDue();
            }
            case 3 -> {
                try (Draft dropped = test.draft(connection, mutated(connection).values())) {
                    dropped.compare();
                }
            }
            case 4 -> {
                test.folding++;
                test.reopen();
            }
            case 5 -> {
                if (random.nextInt(4) == 0) {
                    test.store.retain(Set.of(CORP));
                    return model.remove(LAB) != null;
                }
            }
            case 6 -> {
                if (random.nextInt(4) == 0) {
                    test.epoch = test.epoch.next();
                    test.store.wipe(test.epoch);
                    model.clear();
                }
            }
            case 7, 8 -> {
                return commit(test, connection);
            }
            default -> {
                return model.containsKey(connection) && change(test, connection);
            }
        }
        return false;
    }

    private boolean commit(TestStore test, ConnectionId connection) throws Exception {
        Map<ObjectGuid, Account> after = mutated(connection);
        Map<ObjectGuid, Account> before = model.getOrDefault(connection, Map.of());
        try (Draft draft = test.draft(connection, after.values())) {
            if (random.nextBoolean() && !after.isEmpty()) {
                Account again = after.values().iterator().next();
                draft.put(again);
            }
            DraftChanges changes = draft.compare();
            assertChanges(changes, before, after);
            Map<ObjectGuid, AccountType> removed = new TreeMap<>();
            draft.forEachRemoved(removed::put);
            assertThat(removed).isEqualTo(removed(before, after));
            draft.commit(SyncPoint.full(DOMAIN, test.clock.instant(), 0));
        }
        boolean changed = !model.containsKey(connection) || !before.equals(after);
        model.put(connection, after);
        return changed;
    }

    private boolean change(TestStore test, ConnectionId connection) throws Exception {
        Map<ObjectGuid, Account> before = Objects.requireNonNull(model.get(connection));
        Map<ObjectGuid, Account> after = new TreeMap<>(before);
        try (ChangeDraft draft = test.store.beginChanges(connection, test.epoch)) {
            for (int i = random.nextInt(8) == 0 ? 30 : random.nextInt(3); i > 0; i--) {
                changeOne(draft, connection, before, after);
            }
            DraftChanges changes = draft.compare();
            assertChanges(changes, before, after);
            Map<ObjectGuid, AccountType> removed = new TreeMap<>();
            draft.forEachRemoved(removed::put);
            assertThat(removed).isEqualTo(removed(before, after));
            if (random.nextInt(10) == 0) {
                return false;
            }
            draft.commit(new SyncPoint(
                    DOMAIN, test.clock.instant(), test.clock.instant(), Optional.of("cursor " + random.nextInt()), 0));
        }
        model.put(connection, after);
        return !before.equals(after);
    }

    private void changeOne(
            ChangeDraft draft, ConnectionId connection, Map<ObjectGuid, Account> before, Map<ObjectGuid, Account> after)
            throws StoreException {
        ObjectGuid guid = Accounts.guid(random.nextInt(100));
        assertThat(draft.cached(guid)).isEqualTo(Optional.ofNullable(before.get(guid)));
        Account account = random.nextInt(5) == 0 ? before.get(guid) : Accounts.random(connection, guid, random);
        if (account == null || random.nextInt(3) == 0) {
            draft.remove(guid);
            after.remove(guid);
        } else {
            draft.put(account);
            after.put(guid, account);
        }
    }

    private static void assertChanges(
            DraftChanges changes, Map<ObjectGuid, Account> before, Map<ObjectGuid, Account> after) {
        assertThat(changes.before()).isEqualTo(counts(before));
        assertThat(changes.after()).isEqualTo(counts(after));
        assertThat(changes.attributesBefore()).isEqualTo(Accounts.attributes(before.values()));
        assertThat(changes.attributesAfter()).isEqualTo(Accounts.attributes(after.values()));
        Set<ObjectGuid> added = new TreeSet<>(after.keySet());
        added.removeAll(before.keySet());
        assertThat(changes.added()).isEqualTo(added.size());
        assertThat(changes.changed()).isEqualTo((int) before.entrySet().stream()
                .filter(entry -> after.containsKey(entry.getKey()))
                .filter(entry -> !Objects.equals(entry.getValue(), after.get(entry.getKey())))
                .count());
        assertThat(changes.removed()).isEqualTo(removed(before, after).size());
        assertThat(changes.removedByType().total()).isEqualTo(changes.removed());
    }

    private static Map<ObjectGuid, AccountType> removed(
            Map<ObjectGuid, Account> before, Map<ObjectGuid, Account> after) {
        Map<ObjectGuid, AccountType> removed = new TreeMap<>();
        before.forEach((guid, account) -> {
            if (!after.containsKey(guid)) {
                removed.put(guid, account.type());
            }
        });
        return removed;
    }

    /** The model's accounts after a few, many or no changes. */
    private Map<ObjectGuid, Account> mutated(ConnectionId connection) {
        Map<ObjectGuid, Account> after = new TreeMap<>(model.getOrDefault(connection, Map.of()));
        int changes = after.isEmpty() ? 60 : random.nextInt(4) == 0 ? random.nextInt(60) : random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            ObjectGuid guid = Accounts.guid(random.nextInt(100));
            if (random.nextInt(4) == 0) {
                after.remove(guid);
            } else {
                after.put(guid, Accounts.random(connection, guid, random));
            }
        }
        return after;
    }

    private static AccountCounts counts(Map<ObjectGuid, Account> accounts) {
        AccountCounts counts = AccountCounts.NONE;
        for (Account account : accounts.values()) {
            counts = counts.plus(account.type(), 1);
        }
        return counts;
    }
}
