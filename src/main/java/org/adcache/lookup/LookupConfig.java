package org.adcache.lookup;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.account.Domain;

/**
 * Age limits of answers, and the connections whose copies make a miss certain.
 *
 * @param maxAge older answers are stale
 * @param unknownAfter older copies are not usable; empty: never
 * @param connections every configured connection with its domain as configured (NetBIOS name guessed from its first
 *     label until the directory was read)
 */
public record LookupConfig(Duration maxAge, Optional<Duration> unknownAfter, Map<ConnectionId, Domain> connections) {
    public LookupConfig {
        connections = Map.copyOf(connections);
    }
}
