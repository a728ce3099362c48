package org.adcache.lookup;

import java.util.HashMap;
import java.util.Map;
import org.adcache.account.ConnectionId;
import org.adcache.account.Domain;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.index.Snapshot;
import org.adcache.store.ConnectionState;
import org.adcache.store.StoreView;

/** One generation that is being served, how old each connection's copy is, and where it was read from. */
record Serving(StoreView view, Snapshot snapshot, Map<ConnectionId, ConnectionState> connections) implements State {
    Serving {
        connections = Map.copyOf(connections);
    }

    static Serving of(StoreView view, Snapshot snapshot) {
        return new Serving(view, snapshot, view.connections());
    }

    @Override
    public Epoch epoch() {
        return view.epoch();
    }

    @Override
    public Generation generation() {
        return view.generation();
    }

    /** The same generation from another base. */
    Serving with(Snapshot other) {
        return new Serving(view, other, connections);
    }

    /** The domain of every configured connection, as the directory names it, else as it is configured. */
    Map<ConnectionId, Domain> domains(LookupConfig config) {
        Map<ConnectionId, Domain> domains = new HashMap<>(config.connections());
        connections.forEach((id, state) -> domains.computeIfPresent(id, (same, configured) -> state.domain()));
        return domains;
    }
}
