package org.adcache.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Finds the state to begin with: the manifest's, if it and every file it names are whole, else the one before, else none.
 * Damaged files stay where they are until the next commit, so that a key-file put back in time saves them; work that a
 * crash left half done goes.
 */
final class Opening {
    /** What a manifest that can't be read may have counted on beyond its predecessor, and one more. */
    private static final int NUMBERS_LOST_WITH_A_MANIFEST = 2;

    private final Path folder;
    private final Disk disk;
    private final KeyRing keys;
    private final Epoch epoch;
    private long highest;
    private @Nullable Problem damage;
    private Manifest current;
    private Optional<Manifest> previous = Optional.empty();

    private Opening(Path folder, Disk disk, KeyRing keys, Epoch epoch, Generation floor) {
        this.folder = folder;
        this.disk = disk;
        this.keys = keys;
        this.epoch = epoch;
        this.highest = floor.number();
        this.current = Manifest.empty(epoch, floor);
    }

    static Opening run(Path folder, Disk disk, KeyRing keys, Epoch epoch, Generation floor) throws StoreException {
        Opening opening = new Opening(folder, disk, keys, epoch, floor);
        try {
            opening.countNumbers();
            new Eraser(folder, disk, keys).eraseAllBut(epoch, false);
            opening.deleteUnfinished();
            opening.choose();
            opening.deleteUnusedKeys();
        } catch (IOException e) {
            throw StoreProblems.folderUnusable(folder, e);
        }
        return opening;
    }

    Manifest current() {
        return current;
    }

    /** What the manifest before holds, if the current one is whole. */
    Optional<Manifest> previous() {
        return previous;
    }

    long highest() {
        return highest;
    }

    Optional<Problem> damage() {
        return Optional.ofNullable(damage);
    }

    private void countNumbers() throws IOException {
        for (Path file : Disk.list(folder)) {
            StoreFile.parse(file).ifPresent(parsed -> highest = Math.max(highest, parsed.number()));
        }
        for (String name : new String[] {StoreFile.MANIFEST, StoreFile.PREVIOUS_MANIFEST}) {
            if (Files.exists(folder.resolve(name))) {
                Candidate candidate = candidate(name);
                long number = candidate
                        .manifest
                        .map(manifest -> manifest.generation().number())
                        .orElse(highest + NUMBERS_LOST_WITH_A_MANIFEST);
                highest = Math.max(highest, number);
            }
        }
    }

    private void deleteUnfinished() throws IOException {
        for (Path file : Disk.list(folder)) {
            Optional<StoreFile> parsed = StoreFile.parse(file);
            if (parsed.isPresent() && parsed.get().kind() == StoreFile.Kind.WORK) {
                disk.delete(file);
            }
        }
    }

    private void choose() {
        Candidate newest = candidate(StoreFile.MANIFEST);
        Candidate before = candidate(StoreFile.PREVIOUS_MANIFEST);
        Optional<Fault> newestFault = newest.fault();
        if (newestFault.isEmpty()) {
            current = newest.manifest.orElseThrow();
            previous = before.manifest;
            return;
        }
        if (newest.missing && before.missing) {
            return;
        }
        Optional<Fault> beforeFault = before.fault();
        if (beforeFault.isEmpty()) {
            current = before.manifest.orElseThrow();
            highest = Math.max(highest, current.generation().number() + NUMBERS_LOST_WITH_A_MANIFEST);
            damage = newestFault
                    .get()
                    .problem("Generation " + current.generation().number()
                            + ", the one before, is served until the next sync.");
        } else {
            highest++;
            current = Manifest.empty(epoch, new Generation(highest));
            damage = newestFault.get().problem("The cache starts empty; the damaged files stay until the next sync.");
        }
    }

    /** Keys of reads that were never committed. */
    private void deleteUnusedKeys() throws IOException {
        if (damage != null) {
            return;
        }
        for (Path file : Disk.list(folder.resolve(StoreFile.KEYS))) {
            Optional<ConnectionId> owner = StoreFile.parse(file).map(StoreFile::connection);
            if (owner.isPresent()
                    && !uses(current, owner.get())
                    && previous.stream().noneMatch(p -> uses(p, owner.get()))) {
                keys.destroy(file);
                disk.delete(file);
            }
        }
    }

    private static boolean uses(Manifest manifest, ConnectionId connection) {
        return manifest.connections().containsKey(connection);
    }

    private Candidate candidate(String name) {
        try {
            Manifest manifest = ManifestJson.read(Files.readAllBytes(folder.resolve(name)));
            return new Candidate(Optional.of(manifest), false, "");
        } catch (NoSuchFileException e) {
            return new Candidate(Optional.empty(), true, name + " is missing");
        } catch (IOException e) {
            return new Candidate(Optional.empty(), false, name + " can't be read: " + StoreProblems.reason(e));
        } catch (IllegalArgumentException e) {
            return new Candidate(Optional.empty(), false, name + ": " + e.getMessage());
        }
    }

    /** A manifest that may be the one to begin with. */
    private final class Candidate {
        private final Optional<Manifest> manifest;
        private final boolean missing;
        private final String unreadable;

        Candidate(Optional<Manifest> manifest, boolean missing, String unreadable) {
            this.manifest = manifest;
            this.missing = missing;
            this.unreadable = unreadable;
        }

        /** What is wrong with it or with the files it names. */
        Optional<Fault> fault() {
            if (manifest.isEmpty()) {
                return Optional.of(new Fault(unreadable, false));
            }
            for (Map.Entry<ConnectionId, ConnectionData> entry :
                    manifest.get().connections().entrySet()) {
                Optional<Fault> fault = fault(entry.getKey(), entry.getValue());
                if (fault.isPresent()) {
                    return fault;
                }
            }
            return Optional.empty();
        }

        private Optional<Fault> fault(ConnectionId connection, ConnectionData data) {
            try {
                if (keys.destroyed(connection, epoch)) {
                    return Optional.empty();
                }
                Optional<DataKey> key = keys.find(connection, epoch);
                if (key.isEmpty()) {
                    return Optional.of(new Fault("the key of connection " + connection + " is missing", true));
                }
                if (!key.get().check().equals(data.keyCheck())) {
                    return Optional.of(new Fault(
                            "connection " + connection + " was encrypted with another key or store.key-file", true));
                }
                for (Segment segment : data.segments()) {
                    Path file = folder.resolve(segment.file());
                    if (Files.size(file) != segment.bytes() || !Sha256.of(file).equals(segment.sha256())) {
                        return Optional.of(new Fault(segment.file() + ": its checksum differs", false));
                    }
                }
                return Optional.empty();
            } catch (NoSuchFileException e) {
                return Optional.of(new Fault(e.getFile() + " is missing", false));
            } catch (IOException e) {
                return Optional.of(
                        new Fault("a file of " + connection + " can't be read: " + StoreProblems.reason(e), false));
            }
        }
    }

    private record Fault(String text, boolean key) {
        Problem problem(String consequence) {
            String detail = "The newest generation can't be used: " + text + ". " + consequence;
            return key
                    ? new Problem(
                            "cache-undecryptable",
                            detail,
                            "Put the former store.key-file or keys folder back and restart, or let the next sync read"
                                    + " the directory anew.")
                    : new Problem(
                            "cache-damaged",
                            detail,
                            "Check the disk. The next successful sync makes the cache whole again.");
        }
    }
}
