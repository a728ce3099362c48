package org.adcache.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.adcache.account.Epoch;
import org.adcache.store.file.Disk;
import org.adcache.store.file.StoreFile;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.key.KeyRing;
import org.adcache.store.key.KeyState;
import org.adcache.store.manifest.ManifestJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Destruction of the data of all epochs but one: first the keys, overwritten in place, without which the rest can't be
 * read; then segments, index images and work files; the manifests last. Failures are collected and stop nothing.
 */
final class Wiper {
    private static final Logger log = LoggerFactory.getLogger(Wiper.class);
    private static final String REMEDY =
            "Check the disk, the permissions and attributes (lsattr) of the file and of its"
                    + " folder. The wipe is repeated every few seconds and at the next start.";

    private final Path folder;
    private final Path secrets;
    private final Disk disk;
    private final KeyRing keys;
    private final Map<Path, WipeReport.Pending> pending = new LinkedHashMap<>();
    private int files;
    private long bytes;

    Wiper(Path folder, Disk disk, KeyRing keys) {
        this.folder = folder;
        this.secrets = folder.resolve(StoreFile.KEYS);
        this.disk = disk;
        this.keys = keys;
    }

    /** Overwrites the keys of all other epochs with the marker of a disable; those in use need no descriptor. */
    void destroyKeys(Epoch kept) {
        keys.files().stream().filter(file -> isOfOther(file, kept)).sorted().forEach(this::disable);
        for (Path file : foreignSecrets(kept)) {
            if (!isMark(file) && !Files.isDirectory(file) && !isDisabled(file)) {
                disable(file);
            }
        }
    }

    private static boolean isMark(Path file) {
        return StoreFile.parse(file)
                .filter(parsed -> parsed.kind() == StoreFile.Kind.MARK)
                .isPresent();
    }

    /** The keys of other epochs, the marks beside them, and what is half written. */
    private Set<Path> foreignSecrets(Epoch kept) {
        Set<Path> foreign = new LinkedHashSet<>();
        for (Path file : list(secrets)) {
            if (file.getFileName().toString().endsWith(".tmp") || isOfOther(file, kept)) {
                foreign.add(file);
            }
        }
        return foreign;
    }

    private void disable(Path file) {
        attempt("Overwriting", file, () -> {
            try {
                keys.destroy(file, KeyState.DISABLED);
            } catch (NoSuchFileException e) {
                log.debug("{} is gone already", file);
            }
        });
    }

    private static boolean isDisabled(Path file) {
        try {
            return KeyRing.state(file)
                    .filter(state -> state == KeyState.DISABLED)
                    .isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Overwrites the keys, then deletes the files of all other epochs.
     *
     * @param damagedManifests whether an unreadable manifest, which may be of any epoch, is deleted too
     * @param keepsMarkers whether keys that bear the marker of a disable are kept, because nothing else says so yet
     */
    void eraseAllBut(Epoch kept, boolean damagedManifests, boolean keepsMarkers) {
        destroyKeys(kept);
        for (Path file : foreignSecrets(kept)) {
            if (!keepsMarkers || !isDisabled(file)) {
                delete(file);
            }
        }
        attempt("Syncing", secrets, () -> syncIfThere(secrets));
        for (Path file : list(folder)) {
            if (isOfOther(file, kept)) {
                delete(file);
            }
        }
        for (String name : List.of(StoreFile.PREVIOUS_MANIFEST, StoreFile.MANIFEST)) {
            Path file = folder.resolve(name);
            if (isForeignManifest(file, kept, damagedManifests)) {
                delete(file);
            }
        }
        if (files > 0) {
            attempt("Syncing", folder, () -> disk.syncFolder(folder));
        }
    }

    /** What was done, without accounts, and what remains to be done. */
    WipeReport report() {
        return new WipeReport(0, files, bytes, pending());
    }

    List<WipeReport.Pending> pending() {
        return List.copyOf(pending.values());
    }

    private static boolean isOfOther(Path file, Epoch kept) {
        return StoreFile.parse(file)
                .filter(parsed -> !parsed.epoch().equals(kept))
                .isPresent();
    }

    private static boolean isForeignManifest(Path file, Epoch kept, boolean damaged) {
        try {
            return !ManifestJson.read(Disk.read(file)).epoch().equals(kept);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IllegalArgumentException | IOException e) {
            return damaged;
        }
    }

    private List<Path> list(Path where) {
        List<Path> found = new ArrayList<>();
        attempt("Listing", where, () -> found.addAll(Disk.list(where)));
        return found;
    }

    /** Deletes a file; nothing of it is pending then, even if it could not be overwritten. */
    private void delete(Path file) {
        attempt("Deleting", file, () -> {
            long size = size(file);
            if (disk.delete(file)) {
                files++;
                bytes += size;
            }
            pending.remove(file);
        });
    }

    /** The size of a file; 0 if it doesn't exist. */
    static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private void syncIfThere(Path where) throws IOException {
        if (Disk.exists(where)) {
            disk.syncFolder(where);
        }
    }

    private void attempt(String action, Path path, Step step) {
        try {
            step.take();
        } catch (IOException | RuntimeException e) {
            String name = path.equals(folder) ? "." : folder.relativize(path).toString();
            String detail = action + " " + path + " failed: " + StoreProblems.reason(e) + ".";
            pending.putIfAbsent(path, new WipeReport.Pending(name, detail, REMEDY));
        }
    }

    @FunctionalInterface
    private interface Step {
        void take() throws IOException;
    }
}
