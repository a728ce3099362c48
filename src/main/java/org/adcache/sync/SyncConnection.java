package org.adcache.sync;

import java.util.Set;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.directory.Directory;

/**
 * One connection and its sync configuration.
 *
 * @param domain DNS name, for the status
 * @param types what the connection is configured to read; losing another type is no accident
 * @param attributes likewise, named as in {@link org.adcache.store.AttributeCounts.Key}
 */
public record SyncConnection(
        ConnectionId id,
        String domain,
        Directory directory,
        Set<AccountType> types,
        Set<String> attributes,
        SyncConfig config) {
    public SyncConnection {
        types = Set.copyOf(types);
        attributes = Set.copyOf(attributes);
    }
}
