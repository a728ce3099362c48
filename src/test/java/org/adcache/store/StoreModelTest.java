package org.adcache.store;

import static org.adcache.store.TestStore.CORP;
import static org.adcache.store.TestStore.DOMAIN;
import static org.adcache.store.TestStore.LAB;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.adcache.account.Account;
import org.adcache.account.ConnectionId;
import org.adcache.account.ObjectGuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same random operations on a store and on plain maps. */
class StoreModelTest {
    private static final int OPERATIONS = 150;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Map<ConnectionId, Map<ObjectGuid, Account>> model = new HashMap<>();

    @Test
    void holdsWhatAPlainMapHolds(@TempDir Path temp) throws StoreException {
        System.out.println("StoreModelTest seed " + seed);
        long generation = 0;
        try (TestStore test = new TestStore(temp.resolve("data"))) {
            for (int i = 0; i < OPERATIONS; i++) {
                boolean changes = operate(test);
                long now = test.store.current().generation().number();
                assertThat(test.store.damage()).isEmpty();
                assertThat(now).isGreaterThanOrEqualTo(changes ? generation + 1 : generation);
                generation = now;
                test.floor = test.store.current().generation();
                compare(test);
            }
        }
    }

    private void compare(TestStore test) throws StoreException {
        assertThat(test.store.current().connections().keySet()).isEqualTo(model.keySet());
        for (ConnectionId connection : List.of(CORP, LAB)) {
            Map<ObjectGuid, Account> expected = model.getOrDefault(connection, Map.of());
            assertThat(test.read(connection)).isEqualTo(expected);
            ConnectionState state = test.store.current().connections().get(connection);
            if (state != null) {
                assertThat(state.counts()).isEqualTo(counts(expected));
            }
        }
    }

    /** Does one thing to both; returns whether the content changed. */
    private boolean operate(TestStore test) throws StoreException {
        ConnectionId connection = random.nextInt(3) == 0 ? LAB : CORP;
        switch (random.nextInt(12)) {
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
            default -> {
                return commit(test, connection);
            }
        }
        return false;
    }

    private boolean commit(TestStore test, ConnectionId connection) throws StoreException {
        Map<ObjectGuid, Account> after = mutated(connection);
        Map<ObjectGuid, Account> before = model.getOrDefault(connection, Map.of());
        try (Draft draft = test.draft(connection, after.values())) {
            if (random.nextBoolean() && !after.isEmpty()) {
                Account again = after.values().iterator().next();
                draft.put(again);
            }
            DraftChanges changes = draft.compare();
            assertThat(changes.before()).isEqualTo(counts(before));
            assertThat(changes.after()).isEqualTo(counts(after));
            assertThat(changes.removed())
                    .isEqualTo(before.keySet().stream()
                            .filter(guid -> !after.containsKey(guid))
                            .count());
            draft.commit(SyncPoint.full(DOMAIN, test.clock.instant(), 0));
        }
        boolean changed = !model.containsKey(connection) || !before.equals(after);
        model.put(connection, after);
        return changed;
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
