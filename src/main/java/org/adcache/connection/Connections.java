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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adcache.account.ConnectionId;
import org.adcache.integration.KerberosClients;
import org.adcache.kerberos.KerberosRealm;
import org.adcache.store.Store;
import org.adcache.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registry of the connections: built from the configuration, in its order, replaced when that changes, and closed
 * together.
 */
public final class Connections implements KerberosClients, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Connections.class);

    private final ConnectionFactory factory;
    private final List<Connection> guests = new CopyOnWriteArrayList<>();
    private volatile Map<ConnectionId, Connection> connections;

    private Connections(ConnectionFactory factory, Map<ConnectionId, Connection> connections) {
        this.factory = factory;
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
        return new Connections(factory, connections);
    }

    /**
     * Takes other connections in place of these. The parts of those whose directory is configured as before are kept.
     *
     * @return the connections that are out of use, to be closed once their cycles have ended
     */
    public List<Connection> replace(List<ConnectionConfig> configured) {
        Map<ConnectionId, Connection> before = connections;
        Map<ConnectionId, Connection> unused = new LinkedHashMap<>(before);
        Map<ConnectionId, Connection> after = new LinkedHashMap<>();
        for (ConnectionConfig config : configured) {
            ConnectionId id = config.directory().id();
            Connection known = before.get(id);
            if (known != null && known.config().directory().equals(config.directory())) {
                unused.remove(id);
                after.put(id, known.config().equals(config) ? known : known.rescheduled(config));
            } else {
                after.put(id, factory.create(config));
            }
        }
        connections = Collections.unmodifiableMap(after);
        return List.copyOf(unused.values());
    }

    /** Builds the parts of a connection that is only tried: one of the Kerberos clients until it is dismissed. */
    public Connection admit(ConnectionConfig config) {
        Connection guest = factory.create(config);
        guest.suspend();
        guests.add(guest);
        return guest;
    }

    public void dismiss(Connection guest) {
        guests.remove(guest);
        guest.close();
    }

    public Collection<Connection> all() {
        return connections.values();
    }

    public Optional<Connection> find(ConnectionId id) {
        return Optional.ofNullable(connections.get(id));
    }

    @Override
    public List<KerberosRealm> realms() {
        List<KerberosRealm> own = all().stream().map(Connection::realm).toList();
        Stream<KerberosRealm> tried = guests.stream().map(Connection::realm).map(realm -> beside(own, realm));
        return Stream.concat(own.stream(), tried).toList();
    }

    /** What doesn't change how others log in: there is one krb5.conf, with one section for each realm. */
    private static KerberosRealm beside(List<KerberosRealm> own, KerberosRealm guest) {
        Set<String> names = own.stream().map(KerberosRealm::name).collect(Collectors.toSet());
        Set<String> hosts =
                own.stream().flatMap(realm -> realm.hosts().stream()).collect(Collectors.toSet());
        return new KerberosRealm(
                guest.name(),
                guest.domain(),
                names.contains(guest.name()) ? List.of() : guest.kdcs(),
                guest.hosts().stream().filter(host -> !hosts.contains(host)).toList());
    }

    @Override
    public void suspend() {
        withGuests().forEach(Connection::suspend);
    }

    @Override
    public void resume() {
        withGuests().forEach(Connection::resume);
    }

    private Stream<Connection> withGuests() {
        return Stream.concat(all().stream(), guests.stream());
    }

    /** Closes all connections in reverse order. */
    @Override
    public void close() {
        List<Connection> reversed = new ArrayList<>(withGuests().toList());
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
