package org.adcache.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.adcache.account.ConnectionId;
import org.adcache.account.Generation;
import org.adcache.store.file.Disk;
import org.adcache.store.file.StoreFile;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.key.KeyRing;
import org.adcache.store.key.KeyState;
import org.adcache.store.manifest.ConnectionData;
import org.adcache.store.manifest.ManifestHistory;

/**
 * Removal of connections that are no longer configured: the secrets are overwritten, the manifest is written without
 * these connections, then their files are deleted, and the index images, which hold data of all connections. A secret
 * of zeros makes the next start finish a removal that a crash interrupted.
 */
final class ConnectionRemoval {
    private final Path folder;
    private final Disk disk;
    private final KeyRing keys;
    private final ManifestHistory manifests;
    private final Map<ConnectionId, WipeReport> deleted = new TreeMap<>();

    ConnectionRemoval(Path folder, Disk disk, KeyRing keys, ManifestHistory manifests) {
        this.folder = folder;
        this.disk = disk;
        this.keys = keys;
        this.manifests = manifests;
    }

    /** Keeps these connections; returns what was deleted of the others that had data. */
    Map<ConnectionId, WipeReport> retain(Set<ConnectionId> connections) throws StoreException {
        try {
            List<Path> secrets = strangers(folder.resolve(StoreFile.KEYS), connections);
            for (Path secret : secrets) {
                keys.destroy(secret, KeyState.REMOVED);
            }
            Map<ConnectionId, ConnectionData> retained =
                    new TreeMap<>(manifests.current().connections());
            Map<ConnectionId, ConnectionData> removed = new TreeMap<>(retained);
            retained.keySet().retainAll(connections);
            removed.keySet().removeAll(connections);
            if (!removed.isEmpty()) {
                manifests.replace(new Generation(manifests.nextNumber()), retained);
            }
            removed.forEach((id, data) ->
                    deleted.put(id, new WipeReport(data.state().counts().total(), 0, 0, List.of())));
            for (Path file : strangers(folder, connections)) {
                delete(file);
            }
            if (!secrets.isEmpty() || !removed.isEmpty()) {
                deleteImages();
            }
            for (Path secret : secrets) {
                delete(secret);
            }
            return Map.copyOf(deleted);
        } catch (IOException e) {
            throw StoreProblems.writeFailed(folder, e);
        }
    }

    private void delete(Path file) throws IOException {
        long bytes = Wiper.size(file);
        ConnectionId owner =
                StoreFile.parse(file).flatMap(StoreFile::connection).orElseThrow();
        if (disk.delete(file)) {
            deleted.merge(owner, new WipeReport(0, 1, bytes, List.of()), WipeReport::then);
        }
    }

    private static List<Path> strangers(Path where, Set<ConnectionId> connections) throws IOException {
        List<Path> strangers = new ArrayList<>(Disk.list(where));
        strangers.removeIf(file -> StoreFile.parse(file)
                .flatMap(StoreFile::connection)
                .filter(owner -> !connections.contains(owner))
                .isEmpty());
        return strangers;
    }

    private void deleteImages() throws IOException {
        for (Path file : Disk.list(folder)) {
            if (StoreFile.parse(file).filter(StoreFile::isImage).isPresent()) {
                disk.delete(file);
            }
        }
    }
}
