package org.adcache.store;

import java.time.Instant;
import org.adcache.account.Domain;

/**
 * What a committed generation says of one connection.
 *
 * @param counts accounts by type
 * @param attributes how many of them have which attribute; none, though there are accounts, where the last full read
 *     was made by a version that did not count them
 */
public record ConnectionState(SyncPoint point, AccountCounts counts, AttributeCounts attributes) {
    /** Whether attributes were counted; if not, the next full read does. */
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
