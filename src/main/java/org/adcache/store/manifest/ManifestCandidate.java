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
import org.adcache.store.file.Disk;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.key.DataKey;
import org.adcache.store.segment.Segment;

/** Manifest on disk that recovery may choose, if it and every file it names are intact. */
public final class ManifestCandidate {
    private final StoredFiles files;
    private final String name;
    private final Optional<ManifestFile> file;
    private final boolean missing;
    private final String unreadable;

    private ManifestCandidate(
            StoredFiles files, String name, Optional<ManifestFile> file, boolean missing, String unreadable) {
        this.files = files;
        this.name = name;
        this.file = file;
        this.missing = missing;
        this.unreadable = unreadable;
    }

    public static ManifestCandidate read(StoredFiles files, String name) {
        try {
            ManifestFile file = ManifestJson.readFile(Disk.read(files.resolve(name)));
            return new ManifestCandidate(files, name, Optional.of(file), false, "");
        } catch (NoSuchFileException e) {
            return new ManifestCandidate(files, name, Optional.empty(), true, name + " is missing");
        } catch (IOException e) {
            String text = name + " can't be read: " + StoreProblems.reason(e);
            return new ManifestCandidate(files, name, Optional.empty(), false, text);
        } catch (IllegalArgumentException e) {
            return new ManifestCandidate(files, name, Optional.empty(), false, name + ": " + e.getMessage());
        }
    }

    /** The same candidate; missing if it is of another epoch, whose data must not be served. */
    ManifestCandidate of(Epoch epoch) {
        return manifest()
                        .map(Manifest::epoch)
                        .filter(other -> !other.equals(epoch))
                        .isEmpty()
                ? this
                : new ManifestCandidate(files, name, Optional.empty(), true, name + " is of another epoch");
    }

    /** The manifest; empty if it is missing or can't be read. */
    public Optional<Manifest> manifest() {
        return file.map(ManifestFile::manifest);
    }

    public Optional<ManifestFile> file() {
        return file;
    }

    public boolean missing() {
        return missing;
    }

    /** The damage to it or to the files it names, which are read completely. */
    public Optional<Fault> fault() {
        if (file.isEmpty()) {
            return Optional.of(new Fault(unreadable, false));
        }
        for (Map.Entry<ConnectionId, ConnectionData> entry :
                file.get().manifest().connections().entrySet()) {
            Optional<Fault> fault = fault(file.get(), entry.getKey(), entry.getValue());
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private Optional<Fault> fault(ManifestFile file, ConnectionId connection, ConnectionData data) {
        try {
            Epoch epoch = file.manifest().epoch();
            if (files.keys().destroyed(connection, epoch)) {
                return Optional.empty();
            }
            Optional<DataKey> key = files.keys().find(connection, epoch);
            if (key.isEmpty()) {
                boolean damaged = files.keys().state(connection, epoch).isPresent();
                String what = damaged ? "damaged" : "missing";
                return Optional.of(new Fault("the key of connection " + connection + " is " + what, true));
            }
            if (!key.get().check().equals(data.keyCheck())) {
                String text = "connection " + connection + " was encrypted with another key or store.key-file";
                return Optional.of(new Fault(text, true));
            }
            if (!file.authenticatedBy(key.get())) {
                return Optional.of(new Fault(name + " was not written with the key of " + connection, false));
            }
            for (Segment segment : data.segments()) {
                Path path = files.resolve(segment.file());
                Disk.verify(path);
                if (Files.size(path) != segment.bytes()
                        || !files.digests().of(path).equals(segment.sha256())) {
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
