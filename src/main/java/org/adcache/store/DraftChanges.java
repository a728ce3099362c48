package org.adcache.store;

import java.util.ArrayList;
import java.util.Comparator;
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
 * @param losses that no feed reported: what many accounts had that are still there and don't have it any more
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
        /** How many must have had an attribute for its loss by most of them to be no coincidence. */
        public static final int REMARKABLE = 10;
        /** Bound on the losses that are told. */
        public static final int MOST = 1000;

        /** The whole connection's first, then the largest. */
        public static final Comparator<AttributeLoss> WIDEST_FIRST = Comparator.comparing(
                        (AttributeLoss loss) -> loss.container().isPresent())
                .thenComparing(AttributeLoss::lost, Comparator.reverseOrder())
                .thenComparing(AttributeLoss::key)
                .thenComparing(loss -> loss.container().orElse(""));

        /** Whether most of those that had the attribute lost it, and they were enough. */
        public boolean isOfMost() {
            return had >= REMARKABLE && lost * 2 > had;
        }
    }

    /** These changes, with losses that were found elsewhere put first. */
    public DraftChanges withLosses(List<AttributeLoss> more) {
        List<AttributeLoss> all = new ArrayList<>(more);
        all.addAll(losses);
        return new DraftChanges(
                before,
                after,
                added,
                changed,
                removed,
                removedByType,
                attributesBefore,
                attributesAfter,
                all,
                removedSample);
    }

    public boolean none() {
        return added == 0 && changed == 0 && removed == 0;
    }
}
