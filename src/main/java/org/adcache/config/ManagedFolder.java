package org.adcache.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.adcache.account.ConnectionId;

/**
 * Folder of the managed connections, in the data folder: {@code corp.conf} has the keys of the connection corp, {@code
 * corp.keytab} is its keytab, {@code corp.ca.pem} has its CAs if they were uploaded. A connection without its keytab is
 * not read yet.
 */
public record ManagedFolder(Path path) {
    private static final String SETTINGS = ".conf";

    /** The folder within a data folder; it may not exist. */
    public static ManagedFolder in(Path dataFolder) {
        return new ManagedFolder(dataFolder.resolve("connections"));
    }

    /** The files of a connection, as they are or would be called. */
    public ManagedFiles files(ConnectionId id) {
        return new ManagedFiles(
                path.resolve(id + SETTINGS), path.resolve(id + ".keytab"), path.resolve(id + ".ca.pem"));
    }

    /**
     * The ids of the managed connections, in their order; none if the folder doesn't exist.
     *
     * @throws IOException if it can't be read
     */
    List<ConnectionId> ids() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SETTINGS))
                    .map(name -> id(name.substring(0, name.length() - SETTINGS.length())))
                    .flatMap(Optional::stream)
                    .sorted()
                    .toList();
        }
    }

    private static Optional<ConnectionId> id(String name) {
        try {
            return Optional.of(new ConnectionId(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
