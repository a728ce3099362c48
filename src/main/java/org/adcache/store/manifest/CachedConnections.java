package org.adcache.store.manifest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.adcache.account.ConnectionId;
import org.adcache.store.ConnectionState;
import org.adcache.store.file.Disk;
import org.adcache.store.file.StoreFile;

/** The connections that a data folder has a copy of, read from its manifest alone: without keys, beside a service. */
public final class CachedConnections {
    private CachedConnections() {}

    /** Reads them; none if there is no manifest or it can't be read, which opening the store reports. */
    public static Map<ConnectionId, ConnectionState> in(Path folder) {
        try {
            return ManifestJson.read(Disk.read(folder.resolve(StoreFile.MANIFEST))).connections().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().state()));
        } catch (IOException | IllegalArgumentException e) {
            return Map.of();
        }
    }
}
