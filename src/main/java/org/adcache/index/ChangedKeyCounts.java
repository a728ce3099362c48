package org.adcache.index;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.adcache.account.Account;
import org.adcache.account.ConnectionId;
import org.adcache.account.MailAddress;

/**
 * Incremental {@link KeyCounts} of an overlaid base: only keys that some account gained or lost are counted again,
 * before and after the change.
 */
final class ChangedKeyCounts {
    private final Layers layers;
    private final Set<String> addresses = new HashSet<>();
    private final Set<String> accountNames = new HashSet<>();
    private final Set<String> userPrincipalNames = new HashSet<>();
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
        note(
                addresses,
                before,
                after,
                account -> account.addresses().stream().map(MailAddress::key).toList());
        note(
                accountNames,
                before,
                after,
                account -> Keys.accountName(account).stream().toList());
        note(
                userPrincipalNames,
                before,
                after,
                account -> Keys.userPrincipalName(account).stream().toList());
    }

    private static void note(
            Set<String> keys, Optional<Account> before, Optional<Account> after, Function<Account, List<String>> of) {
        Set<String> lost = new HashSet<>(before.map(of).orElse(List.of()));
        for (String key : after.map(of).orElse(List.of())) {
            if (!lost.remove(key)) {
                keys.add(key);
            }
        }
        keys.addAll(lost);
    }

    KeyCounts count() {
        addresses.forEach(key -> distinctAddresses += recount(Keys::byAddress, key));
        accountNames.forEach(key -> recount(Keys::byAccountName, key));
        userPrincipalNames.forEach(key -> recount(Keys::byUserPrincipalName, key));
        duplicates.values().removeIf(count -> count == 0);
        return new KeyCounts(distinctAddresses, duplicates);
    }

    /** Returns the change in the number of keys with an owner: 1, 0 or -1. */
    private int recount(BiFunction<Keys, String, int[]> owners, String key) {
        int[] before = owners.apply(layers.base().keys(), key);
        int[] after = layers.find(keys -> owners.apply(keys, key));
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
