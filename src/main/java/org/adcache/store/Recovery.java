package org.adcache.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.Problem;
import org.adcache.store.file.Disk;
import org.adcache.store.file.StoreFile;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.key.KeyRing;
import org.adcache.store.key.KeyState;
import org.adcache.store.manifest.Manifest;
import org.adcache.store.manifest.ManifestCandidate;
import org.jspecify.annotations.Nullable;

/**
 * Recovery of the last good state at the start: that of the manifest if it and every file it names are intact, else
 * the previous one, else none. Damaged files are kept until the next commit, so that restoring the key-file in time
 * saves them; unfinished work files of a crash are deleted.
 */
final class Recovery {
    /** Numbers that an unreadable manifest may have used beyond its predecessor's, plus one. */
    private static final int NUMBERS_LOST_WITH_A_MANIFEST = 2;

    private final Path folder;
    private final Disk disk;
    private final KeyRing keys;
    private final Epoch epoch;
    private final boolean keepsMarkers;
    private long highest;
    private WipeReport erased = WipeReport.NOTHING;
    private @Nullable Problem damage;
    private Manifest current;
    private Optional<Manifest> previous = Optional.empty();

    private Recovery(Path folder, Disk disk, KeyRing keys, Epoch epoch, Generation floor, boolean keepsMarkers) {
        this.folder = folder;
        this.disk = disk;
        this.keys = keys;
        this.epoch = epoch;
        this.keepsMarkers = keepsMarkers;
        this.highest = floor.number();
        this.current = Manifest.empty(epoch, floor);
    }

    static Recovery run(Path folder, Disk disk, KeyRing keys, Epoch epoch, Generation floor, boolean keepsMarkers)
            throws StoreException {
        Recovery opening = new Recovery(folder, disk, keys, epoch, floor, keepsMarkers);
        try {
            opening.countNumbers();
            opening.eraseOtherEpochs();
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

    /** The content of the previous manifest, if the current one is intact. */
    Optional<Manifest> previous() {
        return previous;
    }

    long highest() {
        return highest;
    }

    WipeReport erased() {
        return erased;
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
                ManifestCandidate candidate = candidate(name);
                long number = candidate
                        .manifest()
                        .map(manifest -> manifest.generation().number())
                        .orElse(highest + NUMBERS_LOST_WITH_A_MANIFEST);
                highest = Math.max(highest, number);
            }
        }
    }

    /** Finishes a wipe that a crash interrupted, and keeps its counts for the receipt. */
    private void eraseOtherEpochs() {
        int accounts = candidate(StoreFile.MANIFEST)
                .manifest()
                .filter(manifest -> !manifest.epoch().equals(epoch))
                .map(Manifest::accounts)
                .orElse(0);
        Wiper wiper = new Wiper(folder, disk, keys);
        wiper.eraseAllBut(epoch, false, keepsMarkers);
        erased = new WipeReport(accounts, 0, 0, List.of()).then(wiper.report());
    }

    private void deleteUnfinished() throws IOException {
        for (Path file : Disk.list(folder)) {
            if (StoreFile.parse(file).filter(StoreFile::isUnfinished).isPresent()) {
                disk.delete(file);
            }
        }
    }

    private void choose() {
        ManifestCandidate newest = candidate(StoreFile.MANIFEST);
        ManifestCandidate before = candidate(StoreFile.PREVIOUS_MANIFEST);
        if (isOfAnotherEpoch(newest) || isOfAnotherEpoch(before)) {
            // They could not be deleted.
            current = Manifest.empty(epoch, new Generation(highest));
            return;
        }
        Optional<ManifestCandidate.Fault> newestFault = newest.fault();
        if (newestFault.isEmpty()) {
            current = newest.manifest().orElseThrow();
            previous = before.manifest();
            return;
        }
        if (newest.missing() && before.missing()) {
            current = Manifest.empty(epoch, new Generation(highest));
            return;
        }
        Optional<ManifestCandidate.Fault> beforeFault = before.fault();
        if (beforeFault.isEmpty()) {
            current = before.manifest().orElseThrow();
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

    private boolean isOfAnotherEpoch(ManifestCandidate candidate) {
        return candidate
                .manifest()
                .filter(manifest -> !manifest.epoch().equals(epoch))
                .isPresent();
    }

    /** Deletes the keys of reads that were never committed. */
    private void deleteUnusedKeys() throws IOException {
        if (damage != null) {
            return;
        }
        for (Path file : Disk.list(folder.resolve(StoreFile.KEYS))) {
            Optional<ConnectionId> owner = StoreFile.parse(file).flatMap(StoreFile::connection);
            if (owner.isPresent()
                    && !uses(current, owner.get())
                    && previous.stream().noneMatch(p -> uses(p, owner.get()))) {
                keys.destroy(file, KeyState.REMOVED);
                disk.delete(file);
            }
        }
    }

    private static boolean uses(Manifest manifest, ConnectionId connection) {
        return manifest.connections().containsKey(connection);
    }

    private ManifestCandidate candidate(String name) {
        return ManifestCandidate.read(folder, name, keys);
    }
}
