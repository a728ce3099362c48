package org.adcache.store;

import java.util.List;
import java.util.Optional;
import org.adcache.account.Account;

/**
 * Difference between a draft and the current generation.
 *
 * @param before accounts of the connection now
 * @param after accounts of the connection with the draft
 * @param removedByType the removed accounts by type
 * @param attributesBefore number of the connection's accounts by attribute now
 * @param attributesAfter the same with the draft
 * @param losses of a full read: what many accounts had that are still there and don't have it any more
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
        List<AttributeLoss> losses,
        List<Account> removedSample) {
    /**
     * Attribute that accounts had and lost.
     *
     * @param container the key of their container's DN; empty for all of the connection
     * @param had how many had it
     * @param lost how many of them are still there without it
     */
    public record AttributeLoss(Optional<String> container, AttributeCounts.Key key, int had, int lost) {
        /** The number from which a loss is no coincidence. */
        public static final int REMARKABLE = 10;
        /** Bound on the losses that are told. */
        public static final int MOST = 1000;
    }

    public boolean none() {
        return added == 0 && changed == 0 && removed == 0;
    }
}
