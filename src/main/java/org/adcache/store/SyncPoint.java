package org.adcache.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.adcache.account.Domain;
import org.adcache.store.scope.ReadConfiguration;

/**
 * Progress of a connection's synchronisation; committed together with the accounts.
 *
 * @param asOf start of the cycle
 * @param reconciledAt start of the last cycle that compared everything
 * @param fullAt start of the last full read; long ago if a version wrote the data that didn't note it
 * @param cursor position in the change feed, as the directory wrote it; empty if only a full read can follow
 * @param ignoredAddresses values of e-mail attributes in the last full read that were no usable address
 * @param configuration with which the cycle read; empty if a version wrote the data that didn't note it
 */
public record SyncPoint(
        Domain domain,
        Instant asOf,
        Instant reconciledAt,
        Instant fullAt,
        Optional<String> cursor,
        int ignoredAddresses,
        Optional<ReadConfiguration> configuration) {
    public SyncPoint {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(reconciledAt, "reconciledAt");
        Objects.requireNonNull(fullAt, "fullAt");
        Objects.requireNonNull(cursor, "cursor");
        Objects.requireNonNull(configuration, "configuration");
    }

    /** A point without the configuration that led to it. */
    public SyncPoint(
            Domain domain,
            Instant asOf,
            Instant reconciledAt,
            Instant fullAt,
            Optional<String> cursor,
            int ignoredAddresses) {
        this(domain, asOf, reconciledAt, fullAt, cursor, ignoredAddresses, Optional.empty());
    }

    /** A point whose last reconciliation was a full read. */
    public SyncPoint(Domain domain, Instant asOf, Instant reconciledAt, Optional<String> cursor, int ignoredAddresses) {
        this(domain, asOf, reconciledAt, reconciledAt, cursor, ignoredAddresses);
    }

    /** The point after a full read of a directory without a change feed. */
    public static SyncPoint full(Domain domain, Instant asOf, int ignoredAddresses) {
        return new SyncPoint(domain, asOf, asOf, Optional.empty(), ignoredAddresses);
    }

    /** This point, reached with a configuration. */
    public SyncPoint with(Optional<ReadConfiguration> configured) {
        return new SyncPoint(domain, asOf, reconciledAt, fullAt, cursor, ignoredAddresses, configured);
    }
}
