package org.adcache.sync;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.directory.Directory;
import org.adcache.store.scope.ReadConfiguration;

/**
 * One connection and its sync configuration.
 *
 * @param domain DNS name, for the status
 * @param types what the connection is configured to read; losing another type is no accident
 * @param attributes likewise, named as in {@link org.adcache.store.AttributeCounts.Key}
 * @param configuration what decides what is read; read anew each time, as it depends on files
 */
public record SyncConnection(
        ConnectionId id,
        String domain,
        Directory directory,
        Set<AccountType> types,
        Set<String> attributes,
        SyncConfig config,
        Supplier<Optional<ReadConfiguration>> configuration) {
    public SyncConnection {
        types = Set.copyOf(types);
        attributes = Set.copyOf(attributes);
    }

    /** A connection whose configuration never changes. */
    public SyncConnection(
            ConnectionId id,
            String domain,
            Directory directory,
            Set<AccountType> types,
            Set<String> attributes,
            SyncConfig config) {
        this(id, domain, directory, types, attributes, config, Optional::empty);
    }

    /** This connection, read at other times. */
    public SyncConnection scheduled(SyncConfig other) {
        return new SyncConnection(id, domain, directory, types, attributes, other, configuration);
    }

    /** This connection, read through another directory. */
    public SyncConnection through(Directory other) {
        return new SyncConnection(id, domain, other, types, attributes, config, configuration);
    }
}
