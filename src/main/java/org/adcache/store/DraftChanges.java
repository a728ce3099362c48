package org.adcache.store;

import java.util.List;
import org.adcache.account.Account;

/**
 * What a draft would change.
 *
 * @param before accounts of the connection now
 * @param after accounts of the connection with the draft
 * @param removedByType the removed ones by type
 * @param removedSample some of the removed accounts, 10 at most
 */
public record DraftChanges(
        AccountCounts before,
        AccountCounts after,
        int added,
        int changed,
        int removed,
        AccountCounts removedByType,
        List<Account> removedSample) {
    public boolean none() {
        return added == 0 && changed == 0 && removed == 0;
    }
}
