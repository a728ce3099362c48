package org.adcache.config;

import java.util.List;
import org.adcache.connection.ConnectionConfig;
import org.adcache.http.HttpConfig;
import org.adcache.lookup.LookupConfig;
import org.adcache.store.StoreConfig;

/** The whole configuration, checked; connections in the order of the file. */
public record AdcacheConfig(
        StoreConfig store, LookupConfig lookup, HttpConfig http, List<ConnectionConfig> connections) {
    public AdcacheConfig {
        connections = List.copyOf(connections);
    }
}
