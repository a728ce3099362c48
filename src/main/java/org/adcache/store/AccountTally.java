package org.adcache.store;

import java.util.HashMap;
import java.util.Map;
import org.adcache.account.AccountType;

/** Counts accounts, and which attributes they have, from their bytes. Counts may be negative: those of a difference are. */
final class AccountTally {
    private final int[] accounts = new int[AccountType.values().length];
    private final Map<String, int[]> attributes = new HashMap<>();

    void add(byte[] account, int times) {
        int type = AccountCodec.type(account).ordinal();
        accounts[type] += times;
        AccountCodec.forEachAttribute(
                account,
                attribute -> attributes.computeIfAbsent(attribute, name -> new int[accounts.length])[type] += times);
    }

    AccountCounts accounts() {
        AccountCounts counts = AccountCounts.NONE;
        for (AccountType type : AccountType.values()) {
            counts = counts.plus(type, accounts[type.ordinal()]);
        }
        return counts;
    }

    Map<AttributeCounts.Key, Integer> attributes() {
        Map<AttributeCounts.Key, Integer> counts = new HashMap<>();
        attributes.forEach((attribute, byType) -> {
            for (AccountType type : AccountType.values()) {
                counts.put(new AttributeCounts.Key(type, attribute), byType[type.ordinal()]);
            }
        });
        return counts;
    }
}
