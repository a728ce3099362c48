package org.adcache.index;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.ConnectionId;

/**
 * Incremental {@link KeyCounts} of an overlaid base: only keys that some account gained or lost are counted again,
 * before and after the change.
 */
final class ChangedKeyCounts {
    private final Layers layers;
    private final List<ChangedKeys<?>> changed = IndexedKey.ALL.stream()
            .filter(IndexedKey::unique)
            .<ChangedKeys<?>>map(ChangedKeys::new)
            .toList();
    private final Map<ConnectionId, Integer> duplicates;
    private int distinctAddresses;

    /** Starts with the counts of the base. */
    ChangedKeyCounts(Layers layers, KeyCounts base) {
        this.layers = layers;
        this.distinctAddresses = base.distinctAddresses();
        this.duplicates = new HashMap<>(base.duplicates());
    }

    /**
     * Records the keys that an account gained or lost; {@code before} or {@code after} is empty if it did not exist.
     */
    void add(Optional<Account> before, Optional<Account> after) {
        changed.forEach(keys -> keys.note(before, after));
    }

    KeyCounts count() {
        changed.forEach(ChangedKeys::count);
        duplicates.values().removeIf(count -> count == 0);
        return new KeyCounts(distinctAddresses, duplicates);
    }

    /** Keys of one kind that some account gained or lost. */
    private final class ChangedKeys<K> {
        private final IndexedKey<K> kind;
        private final Set<K> keys = new HashSet<>();

        ChangedKeys(IndexedKey<K> kind) {
            this.kind = kind;
        }

        void note(Optional<Account> before, Optional<Account> after) {
            Set<K> lost = new HashSet<>(before.map(kind::of).orElse(List.of()));
            for (K key : after.map(kind::of).orElse(List.of())) {
                if (!lost.remove(key)) {
                    keys.add(key);
                }
            }
            keys.addAll(lost);
        }

        void count() {
            for (K key : keys) {
                int more = recount(layers.base().keys().find(kind, key), layers.find(kind, key));
                if (kind == IndexedKey.ADDRESS) {
                    distinctAddresses += more;
                }
            }
        }
    }

    /** Returns the change in the number of keys with an owner: 1, 0 or -1. */
    private int recount(int[] before, int[] after) {
        Map<ConnectionId, int[]> counts = new HashMap<>();
        Arrays.stream(before)
                .mapToObj(layers.base().records()::connection)
                .forEach(id -> counts.computeIfAbsent(id, any -> new int[2])[0]++);
        Arrays.stream(after)
                .mapToObj(layers::connection)
                .forEach(id -> counts.computeIfAbsent(id, any -> new int[2])[1]++);
        counts.forEach((id, count) -> duplicates.merge(id, duplicate(count[1]) - duplicate(count[0]), Integer::sum));
        return Math.min(after.length, 1) - Math.min(before.length, 1);
    }

    private static int duplicate(int owners) {
        return owners > 1 ? 1 : 0;
    }
}
