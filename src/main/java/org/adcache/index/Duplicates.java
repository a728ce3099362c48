package org.adcache.index;

import java.util.HashMap;
import java.util.Map;
import org.adcache.account.Account;
import org.adcache.account.ConnectionId;
import org.adcache.index.array.IntList;
import org.adcache.index.array.KeyTable;
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

    /**
     * Adds those of one kind, if they are counted.
     *
     * @param shared the hashes with several owners, or several keys of one
     */
    <K> void add(IndexedKey<K> kind, KeyTable table, IntList shared) {
        if (kind.unique()) {
            int surplus = count(kind, table, shared);
            if (kind == IndexedKey.ADDRESS) {
                distinctAddresses = table.size() - surplus;
            }
        }
    }

    /** Counts the keys whose hashes have several owners; returns the number of owners after the first of each key. */
    private <K> int count(IndexedKey<K> kind, KeyTable table, IntList shared) {
        int surplus = 0;
        for (int hash : shared.toArray()) {
            Map<K, Map<ConnectionId, Integer>> owners = new HashMap<>();
            for (int ordinal : table.find((long) hash << Integer.SIZE, any -> true)) {
                Account account = records.account(ordinal);
                for (K key : kind.of(account)) {
                    if (KeyTable.shortened(kind.hash(key)) == hash) {
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
