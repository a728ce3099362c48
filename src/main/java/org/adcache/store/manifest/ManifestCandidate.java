package org.adcache.store.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.encoding.Sha256;
import org.adcache.store.file.Disk;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.key.DataKey;
import org.adcache.store.key.KeyRing;
import org.adcache.store.segment.Segment;

/** Manifest on disk that recovery may choose, if it and every file it names are intact. */
public final class ManifestCandidate {
    private final Path folder;
    private final KeyRing keys;
    private final Optional<Manifest> manifest;
    private final boolean missing;
    private final String unreadable;

    private ManifestCandidate(
            Path folder, KeyRing keys, Optional<Manifest> manifest, boolean missing, String unreadable) {
        this.folder = folder;
        this.keys = keys;
        this.manifest = manifest;
        this.missing = missing;
        this.unreadable = unreadable;
    }

    public static ManifestCandidate read(Path folder, String name, KeyRing keys) {
        try {
            Manifest manifest = ManifestJson.read(Disk.read(folder.resolve(name)));
            return new ManifestCandidate(folder, keys, Optional.of(manifest), false, "");
        } catch (NoSuchFileException e) {
            return new ManifestCandidate(folder, keys, Optional.empty(), true, name + " is missing");
        } catch (IOException e) {
            String text = name + " can't be read: " + StoreProblems.reason(e);
            return new ManifestCandidate(folder, keys, Optional.empty(), false, text);
        } catch (IllegalArgumentException e) {
            return new ManifestCandidate(folder, keys, Optional.empty(), false, name + ": " + e.getMessage());
        }
    }

    /** The manifest; empty if it is missing or can't be read. */
    public Optional<Manifest> manifest() {
        return manifest;
    }

    public boolean missing() {
        return missing;
    }

    /** The damage to it or to the files it names, which are read completely. */
    public Optional<Fault> fault() {
        if (manifest.isEmpty()) {
            return Optional.of(new Fault(unreadable, false));
        }
        Epoch epoch = manifest.get().epoch();
        for (Map.Entry<ConnectionId, ConnectionData> entry :
                manifest.get().connections().entrySet()) {
            Optional<Fault> fault = fault(entry.getKey(), epoch, entry.getValue());
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private Optional<Fault> fault(ConnectionId connection, Epoch epoch, ConnectionData data) {
        try {
            if (keys.destroyed(connection, epoch)) {
                return Optional.empty();
            }
            Optional<DataKey> key = keys.find(connection, epoch);
            if (key.isEmpty()) {
                return Optional.of(new Fault("the key of connection " + connection + " is missing", true));
            }
            if (!key.get().check().equals(data.keyCheck())) {
                String text = "connection " + connection + " was encrypted with another key or store.key-file";
                return Optional.of(new Fault(text, true));
            }
            for (Segment segment : data.segments()) {
                Path file = folder.resolve(segment.file());
                Disk.verify(file);
                if (Files.size(file) != segment.bytes() || !Sha256.hex(file).equals(segment.sha256())) {
                    return Optional.of(new Fault(segment.file() + ": its checksum differs", false));
                }
            }
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.of(new Fault(e.getFile() + " is missing", false));
        } catch (IOException e) {
            String text = "a file of connection " + connection + " can't be read: " + StoreProblems.reason(e);
            return Optional.of(new Fault(text, false));
        }
    }

    /**
     * Reason why a manifest can't be used.
     *
     * @param key whether its files may be intact but can't be decrypted
     */
    public record Fault(String text, boolean key) {
        public Problem problem(String consequence) {
            String detail = "The newest generation can't be used: " + text + ". " + consequence;
            return key
                    ? new Problem(
                            ProblemType.CACHE_UNDECRYPTABLE,
                            detail,
                            "Put the former store.key-file or keys folder back and restart, or let the next sync read"
                                    + " the directory anew.")
                    : new Problem(
                            ProblemType.CACHE_DAMAGED,
                            detail,
                            "Check the disk. The next successful sync makes the cache whole again.");
        }
    }
}
