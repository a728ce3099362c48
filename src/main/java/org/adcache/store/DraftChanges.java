package org.adcache.store;

import java.util.List;
import org.adcache.account.Account;

/**
 * What a draft would change.
 *
 * @param before accounts of the connection now
 * @param after accounts of the connection with the draft
 * @param removedByType the removed ones by type
 * @param attributesBefore how many accounts of the connection have which attribute now
 * @param attributesAfter the same with the draft
 * @param removedSample some of the removed accounts, 10 at most
 */
public record DraftChanges(
        AccountCounts before,
        AccountCounts after,
        int added,
        int changed,
        int removed,
        AccountCounts removedByType,
        AttributeCounts attributesBefore,
        AttributeCounts attributesAfter,
        List<Account> removedSample) {
    public boolean none() {
        return added == 0 && changed == 0 && removed == 0;
    }
}
