package org.adcache.store;

import java.util.List;
import org.adcache.account.Account;

/**
 * Difference between a draft and the current generation.
 *
 * @param before accounts of the connection now
 * @param after accounts of the connection with the draft
 * @param removedByType the removed accounts by type
 * @param attributesBefore number of the connection's accounts by attribute now
 * @param attributesAfter the same with the draft
 * @param removedSample some of the removed accounts, at most 10
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
