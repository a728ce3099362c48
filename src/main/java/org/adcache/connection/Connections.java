package org.adcache.connection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.adcache.account.ConnectionId;
import org.adcache.integration.KerberosClients;
import org.adcache.kerberos.KerberosRealm;
import org.adcache.store.Store;
import org.adcache.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registry of the connections: built from the configuration, in its order, and closed together. */
public final class Connections implements KerberosClients, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Connections.class);

    private final Map<ConnectionId, Connection> connections;

    private Connections(Map<ConnectionId, Connection> connections) {
        this.connections = Collections.unmodifiableMap(connections);
    }

    /**
     * Builds the parts of each connection, and deletes the data of all others; if it can't be deleted, that is tried
     * again at the next start.
     */
    public static Connections open(List<ConnectionConfig> configured, ConnectionFactory factory, Store store) {
        Set<ConnectionId> ids = configured.stream()
                .map(connection -> connection.directory().id())
                .collect(Collectors.toSet());
        Set<ConnectionId> removed = new TreeSet<>(store.current().connections().keySet());
        removed.removeAll(ids);
        try {
            store.retain(ids);
            removed.forEach(id -> log.atInfo()
                    .addKeyValue("connection", id)
                    .log("connection {} was removed from the configuration, and its data is deleted", id));
        } catch (StoreException e) {
            log.error("the data of connections that were removed is still there: {}", e.problem());
        }
        Map<ConnectionId, Connection> connections = new LinkedHashMap<>();
        for (ConnectionConfig config : configured) {
            connections.put(config.directory().id(), factory.create(config));
        }
        return new Connections(connections);
    }

    public Collection<Connection> all() {
        return connections.values();
    }

    public Optional<Connection> find(ConnectionId id) {
        return Optional.ofNullable(connections.get(id));
    }

    @Override
    public List<KerberosRealm> realms() {
        return all().stream().map(Connection::realm).toList();
    }

    @Override
    public void suspend() {
        all().forEach(Connection::suspend);
    }

    @Override
    public void resume() {
        all().forEach(Connection::resume);
    }

    /** Closes all connections in reverse order. */
    @Override
    public void close() {
        List<Connection> reversed = new ArrayList<>(all());
        Collections.reverse(reversed);
        for (Connection connection : reversed) {
            try {
                connection.close();
            } catch (RuntimeException e) {
                log.warn("connection {} did not stop cleanly", connection.id(), e);
            }
        }
    }
}
