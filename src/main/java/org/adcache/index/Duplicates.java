package org.adcache.index;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.adcache.account.Account;
import org.adcache.account.ConnectionId;
import org.adcache.account.MailAddress;
import org.adcache.index.array.Hash;
import org.adcache.index.array.IntList;
import org.adcache.index.record.Records;

/** Counter of distinct addresses and of keys that several accounts of one connection own. */
final class Duplicates {
    private final Records records;
    private final Map<ConnectionId, Integer> byConnection = new HashMap<>();
    private int distinctAddresses;

    Duplicates(Records records) {
        this.records = records;
    }

    KeyCounts counts() {
        return new KeyCounts(distinctAddresses, byConnection);
    }

    void addAddresses(KeyTable table, IntList shared) {
        distinctAddresses = table.size()
                - count(
                        table,
                        shared,
                        account -> account.addresses().stream()
                                .map(MailAddress::key)
                                .distinct()
                                .toList());
    }

    void add(KeyTable table, IntList shared, Function<Account, Optional<String>> key) {
        count(table, shared, account -> key.apply(account).stream().toList());
    }

    /** Counts the keys whose hashes have several owners; returns the number of owners after the first of each key. */
    private int count(KeyTable table, IntList shared, Function<Account, List<String>> keys) {
        int surplus = 0;
        for (int hash : shared.toArray()) {
            Map<String, Map<ConnectionId, Integer>> owners = new HashMap<>();
            for (int ordinal : table.find((long) hash << Integer.SIZE, any -> true)) {
                Account account = records.account(ordinal);
                for (String key : keys.apply(account)) {
                    if (KeyTable.shortened(Hash.of(key)) == hash) {
                        owners.computeIfAbsent(key, k -> new HashMap<>()).merge(account.connection(), 1, Integer::sum);
                    }
                }
            }
            for (Map<ConnectionId, Integer> counts : owners.values()) {
                surplus += counts.values().stream().mapToInt(Integer::intValue).sum() - 1;
                counts.forEach((connection, count) -> {
                    if (count > 1) {
                        byConnection.merge(connection, 1, Integer::sum);
                    }
                });
            }
        }
        return surplus;
    }
}
