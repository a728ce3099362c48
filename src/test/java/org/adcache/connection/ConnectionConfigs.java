package org.adcache.connection;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.FeedChoice;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.TlsConfig;
import org.adcache.sync.SyncConfig;

/** Configurations of connections to a domain that doesn't exist. */
final class ConnectionConfigs {
    private ConnectionConfigs() {}

    static ConnectionConfig of(String id) {
        DirectoryConfig directory = new DirectoryConfig(
                new ConnectionId(id),
                id + ".example",
                "REALM." + id,
                List.of(new ServerAddress("localhost", 9)),
                List.of("localhost:9"),
                Path.of("/none.keytab"),
                Optional.empty(),
                Optional.empty(),
                List.of("mail"),
                true,
                true,
                List.of(),
                new TlsConfig(TlsConfig.Mode.LDAPS, Optional.empty(), true),
                FeedChoice.AUTO);
        return new ConnectionConfig(
                directory, new SyncConfig(Duration.ofMinutes(30), Duration.ofHours(12), 0.1, Duration.ofMinutes(10)));
    }
}
