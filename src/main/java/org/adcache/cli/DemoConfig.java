package org.adcache.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.account.Domain;
import org.adcache.config.AdcacheConfig;
import org.adcache.connection.ConnectionConfig;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.FeedChoice;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.TlsConfig;
import org.adcache.http.HttpConfig;
import org.adcache.lookup.LookupConfig;
import org.adcache.store.StoreConfig;
import org.adcache.sync.SyncConfig;

/** The configuration of the demo: one connection, to the simulated directory, with the defaults of the file. */
final class DemoConfig {
    private static final ConnectionId ID = new ConnectionId("demo");

    private DemoConfig() {}

    static AdcacheConfig of(SimulatedDirectory directory, Path dataFolder, int port) {
        Domain domain = new Domain(
                directory.domain(),
                directory.realm(),
                directory.wellKnown().domain().netbiosName(),
                Optional.empty());
        return new AdcacheConfig(
                new StoreConfig(dataFolder, Optional.empty()),
                new LookupConfig(Duration.ofHours(24), Optional.empty(), Map.of(ID, domain)),
                new HttpConfig("127.0.0.1", port, Optional.empty()),
                List.of(new ConnectionConfig(
                        directoryConfig(directory),
                        new SyncConfig(Duration.ofMinutes(30), Duration.ofHours(12), 0.1, Duration.ofMinutes(10)))));
    }

    private static DirectoryConfig directoryConfig(SimulatedDirectory directory) {
        return new DirectoryConfig(
                ID,
                directory.domain(),
                directory.realm(),
                List.of(new ServerAddress(directory.serverName(), directory.ldapsPort())),
                List.of(directory.serverName() + ":" + directory.kdcPort()),
                directory.keytab(),
                Optional.of(directory.principal()),
                Optional.empty(),
                List.of("mail", "proxyAddresses"),
                true,
                true,
                List.of("displayName", "givenName", "sn", "department", "title"),
                new TlsConfig(TlsConfig.Mode.LDAPS, Optional.of(directory.caFile()), true),
                FeedChoice.AUTO);
    }
}
