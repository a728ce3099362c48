package org.adcache.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.Problem;
import org.adcache.store.file.Disk;
import org.adcache.store.file.StoreFile;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.key.KeyRing;
import org.adcache.store.key.KeyState;
import org.adcache.store.manifest.ConnectionData;
import org.adcache.store.manifest.Manifest;
import org.adcache.store.manifest.ManifestCandidate;
import org.adcache.store.manifest.ManifestChoice;
import org.adcache.store.manifest.Marks;
import org.adcache.store.manifest.Recovered;
import org.adcache.store.manifest.StoredFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recovery of the last good state at the start, as {@link ManifestChoice} determines it. Damaged files are kept until
 * the next commit, so that restoring the key-file in time saves them; unfinished work files of a crash are deleted. A
 * disk that can't be written to doesn't prevent reading: what can't be deleted is logged and tried again at the next
 * start.
 */
final class Recovery {
    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    private final StoredFiles files;
    private final Path folder;
    private final Disk disk;
    private final KeyRing keys;
    private final Epoch epoch;
    private final boolean keepsMarkers;
    private long highest;
    private WipeReport erased = WipeReport.NOTHING;

    private Recovery(StoredFiles files, Disk disk, Epoch epoch, Generation floor, boolean keepsMarkers) {
        this.files = files;
        this.folder = files.folder();
        this.disk = disk;
        this.keys = files.keys();
        this.epoch = epoch;
        this.keepsMarkers = keepsMarkers;
        this.highest = floor.number();
    }

    /**
     * What was found.
     *
     * @param erased what was deleted of other epochs, for the receipt
     */
    record Result(Recovered recovered, Optional<Problem> damage, WipeReport erased) {}

    static Result run(StoredFiles files, Disk disk, Marks marks, Epoch epoch, Generation floor, boolean keepsMarkers)
            throws StoreException {
        Recovery opening = new Recovery(files, disk, epoch, floor, keepsMarkers);
        try {
            opening.countNumbers();
            opening.eraseOtherEpochs();
            opening.attempt(opening::deleteUnfinished);
            ManifestChoice.Chosen chosen =
                    ManifestChoice.run(files, epoch, marks, opening.highest, ManifestChoice.Rejected.NONE);
            Recovered found = chosen.recovered();
            if (chosen.damage().isEmpty()) {
                opening.attempt(() -> opening.deleteUnusedKeys(found));
            }
            return new Result(found, chosen.damage(), opening.erased);
        } catch (IOException e) {
            throw StoreProblems.folderUnusable(files.folder(), e);
        }
    }

    private void attempt(Step step) {
        try {
            step.take();
        } catch (IOException e) {
            log.warn("{} can't be tidied up: {}; tried again at the next start", folder, StoreProblems.reason(e));
        }
    }

    private void countNumbers() throws IOException {
        for (Path file : Disk.list(folder)) {
            StoreFile.parse(file).ifPresent(parsed -> highest = Math.max(highest, parsed.number()));
        }
        for (String name : new String[] {StoreFile.MANIFEST, StoreFile.PREVIOUS_MANIFEST}) {
            if (Disk.exists(folder.resolve(name))) {
                long number = manifest(name)
                        .map(manifest -> manifest.generation().number())
                        .orElse(highest + ManifestChoice.NUMBERS_LOST_WITH_A_MANIFEST);
                highest = Math.max(highest, number);
            }
        }
    }

    private Optional<Manifest> manifest(String name) {
        return ManifestCandidate.read(files, name).manifest();
    }

    /**
     * Finishes a wipe that a crash interrupted, and keeps its counts for the receipt. What can't be deleted isn't
     * served either, because it is of another epoch.
     */
    private void eraseOtherEpochs() {
        int accounts = manifest(StoreFile.MANIFEST)
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

    /** Deletes the keys of reads that were never committed. */
    private void deleteUnusedKeys(Recovered found) throws IOException {
        for (Path file : Disk.list(folder.resolve(StoreFile.KEYS))) {
            Optional<ConnectionId> owner = StoreFile.parse(file)
                    .filter(parsed -> parsed.epoch().equals(epoch))
                    .flatMap(StoreFile::connection);
            if (owner.isPresent()
                    && !uses(found.current(), owner.get())
                    && found.previous().stream().noneMatch(p -> uses(p.manifest(), owner.get()))) {
                keys.destroy(file, KeyState.REMOVED);
                disk.delete(file);
            }
        }
    }

    private static boolean uses(Manifest manifest, ConnectionId connection) {
        return manifest.connections().containsKey(connection);
    }

    /**
     * The connections whose key no order has overwritten. An order to disable one key is an order to disable all.
     */
    static SortedMap<ConnectionId, ConnectionData> retained(Manifest manifest, KeyRing keys) throws IOException {
        SortedMap<ConnectionId, ConnectionData> retained = new TreeMap<>();
        for (Map.Entry<ConnectionId, ConnectionData> entry :
                manifest.connections().entrySet()) {
            Optional<KeyState> state = keys.state(entry.getKey(), manifest.epoch());
            if (state.filter(KeyState.DISABLED::equals).isPresent()) {
                return new TreeMap<>();
            }
            if (state.filter(KeyState::ordered).isEmpty()) {
                retained.put(entry.getKey(), entry.getValue());
            }
        }
        return retained;
    }

    @FunctionalInterface
    private interface Step {
        void take() throws IOException;
    }
}
