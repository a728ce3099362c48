package org.adcache.store;

import java.time.Instant;
import org.adcache.account.Domain;

/**
 * What a committed generation says of one connection.
 *
 * @param counts accounts by type
 * @param attributes how many of them have which attribute
 */
public record ConnectionState(SyncPoint point, AccountCounts counts, AttributeCounts attributes) {
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
