package org.adcache;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.adcache.account.ConnectionId;
import org.adcache.config.AdcacheConfig;
import org.adcache.config.ConfigProblem;
import org.adcache.config.ConfigSource;
import org.adcache.connection.ConnectionConfig;
import org.adcache.http.HttpConfig;
import org.adcache.http.HttpLimits;
import org.adcache.http.rate.RateLimits;

/** Difference of two configurations. */
record ConfigurationDifference(AdcacheConfig before, AdcacheConfig after) {
    private static final String REMEDY = "Restart the service, or write what was there before.";

    /** Change of one connection. */
    enum Kind {
        ADDED,
        /** Everything is read again. */
        READ_ANEW,
        /** Cycles start at other times. */
        RESCHEDULED,
        /** Cycles have other limits. */
        LIMITED,
        REMOVED
    }

    /** The connections that differ, in the order of the configuration; removed ones at the end. */
    Map<ConnectionId, Kind> connections() {
        Map<ConnectionId, ConnectionConfig> old = byId(before);
        Map<ConnectionId, ConnectionConfig> next = byId(after);
        Map<ConnectionId, Kind> changes = new LinkedHashMap<>();
        next.forEach((id, config) -> {
            ConnectionConfig known = old.get(id);
            if (known == null) {
                changes.put(id, Kind.ADDED);
            } else if (!known.directory().equals(config.directory())) {
                changes.put(id, Kind.READ_ANEW);
            } else if (!known.sync().cycles().equals(config.sync().cycles())) {
                changes.put(id, Kind.RESCHEDULED);
            } else if (!known.sync().equals(config.sync())) {
                changes.put(id, Kind.LIMITED);
            }
        });
        old.keySet().stream().filter(id -> !next.containsKey(id)).forEach(id -> changes.put(id, Kind.REMOVED));
        return changes;
    }

    private static Map<ConnectionId, ConnectionConfig> byId(AdcacheConfig config) {
        Map<ConnectionId, ConnectionConfig> byId = new LinkedHashMap<>();
        config.connections()
                .forEach(connection -> byId.put(connection.directory().id(), connection));
        return byId;
    }

    /** The ids of all connections afterwards. */
    Set<ConnectionId> ids() {
        return after.connections().stream()
                .map(connection -> connection.directory().id())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The keys that differ, without connections, and that a running service can take. */
    List<String> settings() {
        List<String> keys = new ArrayList<>();
        add(keys, "adcache.max-age", before.lookup().maxAge(), after.lookup().maxAge());
        add(
                keys,
                "adcache.unknown-after",
                before.lookup().unknownAfter(),
                after.lookup().unknownAfter());
        add(
                keys,
                "adcache.questions",
                before.lookup().questions(),
                after.lookup().questions());
        add(keys, "adcache.http.limits", limits(before), limits(after));
        add(keys, "adcache.http.clients", before.http().clients(), after.http().clients());
        add(keys, "adcache.http.roles", before.http().roles(), after.http().roles());
        add(
                keys,
                "adcache.http.sessions",
                before.http().sessions(),
                after.http().sessions());
        add(
                keys,
                "adcache.http.access-log",
                before.http().accessLog(),
                after.http().accessLog());
        return keys;
    }

    /** The limits without the rates, whose counters belong to those of the start. */
    private static HttpLimits limits(AdcacheConfig config) {
        return config.http().limits().with(RateLimits.DEFAULTS);
    }

    private static void add(List<String> keys, String key, Object old, Object next) {
        if (!old.equals(next)) {
            keys.add(key);
        }
    }

    /** The changes that need a restart. */
    List<ConfigProblem> refusals(ConfigSource source) {
        Map<String, List<Object>> fixed = new LinkedHashMap<>();
        fixed.put(
                "adcache.data-dir",
                List.of(before.store().dataFolder(), after.store().dataFolder()));
        fixed.put(
                "adcache.store.key-file",
                List.of(before.store().keyFile(), after.store().keyFile()));
        HttpConfig old = before.http();
        HttpConfig next = after.http();
        fixed.put("adcache.http.host", List.of(old.host(), next.host()));
        fixed.put("adcache.http.port", List.of(old.port(), next.port()));
        fixed.put("adcache.http.tls", List.of(old.tls(), next.tls()));
        fixed.put("adcache.http.sso", List.of(old.sso(), next.sso()));
        fixed.put("adcache.http.trusted-proxies", List.of(old.proxies(), next.proxies()));
        fixed.put(
                "adcache.http.limits",
                List.of(old.limits().rates(), next.limits().rates()));
        List<ConfigProblem> refusals = new ArrayList<>();
        fixed.forEach((key, values) -> {
            if (!Objects.equals(values.get(0), values.get(1))) {
                refusals.add(source.problem(key, "it can't be changed while the service runs.", REMEDY));
            }
        });
        return refusals;
    }

    boolean isNone() {
        return connections().isEmpty() && settings().isEmpty();
    }
}
