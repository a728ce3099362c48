package org.adcache.lookup;

import java.util.HashMap;
import java.util.Map;
import org.adcache.account.ConnectionId;
import org.adcache.account.Domain;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.index.Snapshot;
import org.adcache.store.ConnectionState;

/** One generation that is being served, and how old each connection's copy is. */
record Serving(Epoch epoch, Generation generation, Snapshot snapshot, Map<ConnectionId, ConnectionState> connections)
        implements State {
    Serving {
        connections = Map.copyOf(connections);
    }

    /** The domain of every configured connection, as the directory names it, else as it is configured. */
    Map<ConnectionId, Domain> domains(LookupConfig config) {
        Map<ConnectionId, Domain> domains = new HashMap<>(config.connections());
        connections.forEach((id, state) -> domains.computeIfPresent(id, (same, configured) -> state.domain()));
        return domains;
    }
}
