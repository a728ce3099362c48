package org.adcache.store;

import java.time.Instant;
import org.adcache.account.Domain;

/**
 * State of one connection in a committed generation.
 *
 * @param counts accounts by type
 * @param attributes number of accounts by attribute; empty although there are accounts if the last full read was made
 *     by a version that did not count them
 */
public record ConnectionState(SyncPoint point, AccountCounts counts, AttributeCounts attributes) {
    /** Whether attributes were counted; if not, the next full read counts them. */
    public boolean attributesKnown() {
        return counts.total() == 0 || !attributes.equals(AttributeCounts.NONE);
    }

    public Domain domain() {
        return point.domain();
    }

    /** Start of the last successful cycle. */
    public Instant asOf() {
        return point.asOf();
    }

    /** Values of e-mail attributes in the last full read that were no usable address. */
    public int ignoredAddresses() {
        return point.ignoredAddresses();
    }
}
