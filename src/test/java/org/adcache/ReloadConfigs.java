package org.adcache;

import com.unboundid.ldap.sdk.Attribute;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.adcache.account.ConnectionId;
import org.adcache.account.Domain;
import org.adcache.config.AdcacheConfig;
import org.adcache.connection.ConnectionConfig;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.FeedChoice;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.TlsConfig;
import org.adcache.http.HttpConfig;
import org.adcache.lookup.LookupConfig;
import org.adcache.store.StoreConfig;
import org.adcache.sync.SyncConfig;

/**
 * Configurations with connections to parts of a simulated directory: the units red, green and blue, each with twelve
 * users, of which four are in the unit inner below it, and a group.
 */
final class ReloadConfigs {
    static final List<String> UNITS = List.of("red", "green", "blue");
    private static final int USERS = 12;
    private static final int INNER = 4;

    private final SimulatedDirectory directory;
    private final Path data;

    ReloadConfigs(SimulatedDirectory directory, Path data) {
        this.directory = directory;
        this.data = data;
    }

    /** Starts a directory with the units. */
    static SimulatedDirectory directory(Path folder) throws IOException {
        SimulatedDirectory directory =
                SimulatedDirectory.start(SimulatedDirectoryConfig.in(folder).withAccounts(100));
        for (String unit : UNITS) {
            String base = base(unit);
            directory.changes().addUnit(base);
            directory.changes().addUnit("OU=inner," + base);
            for (int i = 0; i < USERS; i++) {
                String parent = i < INNER ? "OU=inner," + base : base;
                directory
                        .changes()
                        .addUser(
                                "CN=" + unit + " " + i + "," + parent,
                                unit + i,
                                new Attribute("mail", address(unit, i)),
                                new Attribute("department", unit));
            }
            directory.changes().addGroup("CN=" + unit + " group," + base, unit + "-group", "CN=" + unit + " 5," + base);
        }
        return directory;
    }

    static String base(String unit) {
        return "OU=" + unit + ",DC=demo,DC=example";
    }

    static String address(String unit, int number) {
        return unit + number + "@demo.example";
    }

    /** Keys of all accounts of all units, and of nobody. */
    static List<String> keys() {
        List<String> keys = new ArrayList<>(List.of("nobody@demo.example"));
        for (String unit : UNITS) {
            for (int i = 0; i < USERS; i++) {
                keys.add(address(unit, i));
            }
            keys.add(unit + "-group");
        }
        return keys;
    }

    ReloadConfigs in(Path other) {
        return new ReloadConfigs(directory, other);
    }

    /** A connection named like a unit, to be changed. */
    final class Unit {
        private final String id;
        private String base;
        private boolean groups = true;
        private List<String> extra = List.of();
        private Duration every = Duration.ofHours(1);
        private double shrinkLimit = 0.1;

        Unit(String id) {
            this.id = id;
            this.base = base(id);
        }

        Unit inner() {
            base = "OU=inner," + base(id);
            return this;
        }

        Unit withoutGroups() {
            groups = false;
            return this;
        }

        Unit extra(String... attributes) {
            extra = List.of(attributes);
            return this;
        }

        Unit every(Duration pause) {
            every = pause;
            return this;
        }

        Unit shrinkLimit(double fraction) {
            shrinkLimit = fraction;
            return this;
        }

        ConnectionConfig config() {
            DirectoryConfig read = new DirectoryConfig(
                    new ConnectionId(id),
                    directory.domain(),
                    directory.realm(),
                    List.of(new ServerAddress(directory.serverName(), directory.ldapsPort())),
                    List.of(directory.serverName() + ":" + directory.kdcPort()),
                    directory.keytab(),
                    Optional.of(directory.principal()),
                    Optional.of(base),
                    List.of("mail", "proxyAddresses"),
                    true,
                    groups,
                    extra,
                    new TlsConfig(TlsConfig.Mode.LDAPS, Optional.of(directory.caFile()), true),
                    FeedChoice.AUTO);
            return new ConnectionConfig(
                    read, new SyncConfig(every, Duration.ofHours(12), shrinkLimit, Duration.ofMinutes(2)));
        }
    }

    Unit unit(String id) {
        return new Unit(id);
    }

    AdcacheConfig of(String... ids) {
        return of(Duration.ofHours(24), List.of(ids).stream().map(this::unit).toList());
    }

    AdcacheConfig of(Duration maxAge, List<Unit> units) {
        return of(maxAge, 0, units.stream().map(Unit::config).toList());
    }

    AdcacheConfig of(Duration maxAge, int port, List<ConnectionConfig> connections) {
        Map<ConnectionId, Domain> domains = connections.stream()
                .collect(Collectors.toMap(
                        connection -> connection.directory().id(),
                        connection -> new Domain(
                                directory.domain(),
                                directory.realm(),
                                directory.domain().split("\\.", 2)[0].toUpperCase(Locale.ROOT),
                                Optional.empty())));
        return new AdcacheConfig(
                new StoreConfig(data, Optional.empty()),
                new LookupConfig(
                        maxAge,
                        Optional.empty(),
                        domains,
                        Map.of(),
                        connections.stream()
                                .collect(Collectors.toMap(
                                        connection -> connection.directory().id(), ConnectionConfig::scope))),
                new HttpConfig("127.0.0.1", port, Optional.empty()),
                connections);
    }
}
