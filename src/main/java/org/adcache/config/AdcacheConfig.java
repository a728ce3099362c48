package org.adcache.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.adcache.account.ConnectionId;
import org.adcache.connection.ConnectionConfig;
import org.adcache.directory.EntryLimits;
import org.adcache.http.HttpConfig;
import org.adcache.lookup.LookupConfig;
import org.adcache.store.StoreConfig;

/**
 * The whole configuration, checked; connections in the order of the file, managed ones after them.
 *
 * @param entries the bounds on the entries of all connections
 * @param declarations of the connections, and of the managed ones that have no keytab yet
 * @param warnings what is doubtful in it
 */
public record AdcacheConfig(
        StoreConfig store,
        LookupConfig lookup,
        HttpConfig http,
        List<ConnectionConfig> connections,
        EntryLimits entries,
        Map<ConnectionId, Declaration> declarations,
        List<ConfigProblem> warnings) {
    /**
     * Declaration of a connection.
     *
     * @param managed whether it was declared over HTTP, not in the configuration file
     * @param keys its keys as they are written, as a JSON object
     */
    public record Declaration(boolean managed, String keys) {}

    public AdcacheConfig {
        connections = List.copyOf(connections);
        declarations = Collections.unmodifiableMap(new LinkedHashMap<>(declarations));
        warnings = List.copyOf(warnings);
    }

    /** A configuration that is in no file. */
    public AdcacheConfig(StoreConfig store, LookupConfig lookup, HttpConfig http, List<ConnectionConfig> connections) {
        this(store, lookup, http, connections, EntryLimits.defaults(), Map.of(), List.of());
    }

    /** This configuration with other connections. */
    public AdcacheConfig with(List<ConnectionConfig> others, Map<ConnectionId, Declaration> declared) {
        LookupConfig changed = new LookupConfig(
                lookup.maxAge(),
                lookup.unknownAfter(),
                ConfigReader.domains(others),
                lookup.questions(),
                ConfigReader.scopes(others));
        return new AdcacheConfig(store, changed, http, others, entries, declared, warnings);
    }
}
