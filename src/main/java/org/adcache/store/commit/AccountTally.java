package org.adcache.store.commit;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.adcache.account.AccountType;
import org.adcache.store.AccountCounts;
import org.adcache.store.AttributeCounts;
import org.adcache.store.record.AccountCodec;

/**
 * Counter of accounts by type, and of their attributes, from encoded accounts. Counts of a difference may be negative.
 */
public final class AccountTally {
    private final Map<AccountType, OfType> types = new EnumMap<>(AccountType.class);

    public void add(byte[] account, int times) {
        OfType tally = types.computeIfAbsent(AccountCodec.type(account), type -> new OfType());
        tally.accounts += times;
        AccountCodec.forEachAttribute(account, attribute -> tally.count(attribute, times));
    }

    AccountCounts accounts() {
        AccountCounts counts = AccountCounts.NONE;
        for (Map.Entry<AccountType, OfType> tally : types.entrySet()) {
            counts = counts.plus(tally.getKey(), tally.getValue().accounts);
        }
        return counts;
    }

    public Map<AttributeCounts.Key, Integer> attributes() {
        Map<AttributeCounts.Key, Integer> counts = new HashMap<>();
        types.forEach((type, tally) -> tally.attributes.forEach(
                (attribute, count) -> counts.put(new AttributeCounts.Key(type, attribute), count[0])));
        return counts;
    }

    private static final class OfType {
        private final Map<String, int[]> attributes = new HashMap<>();
        private int accounts;

        void count(String attribute, int times) {
            attributes.computeIfAbsent(attribute, name -> new int[1])[0] += times;
        }
    }
}
