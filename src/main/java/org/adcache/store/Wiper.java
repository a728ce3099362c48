package org.adcache.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.adcache.account.Epoch;
import org.adcache.store.file.Disk;
import org.adcache.store.file.StoreFile;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.key.KeyRing;
import org.adcache.store.manifest.ManifestJson;
import org.jspecify.annotations.Nullable;

/**
 * Deletion of the data of all epochs but one: first the secrets, overwritten and unlinked, without which the rest
 * can't be read; then segments, index images and work files; the manifests last. A file that can't be deleted doesn't
 * stop the deletion of the others.
 */
final class Wiper {
    private final Path folder;
    private final Disk disk;
    private final KeyRing keys;
    private int files;
    private long bytes;
    private @Nullable StoreException failure;

    Wiper(Path folder, Disk disk, KeyRing keys) {
        this.folder = folder;
        this.disk = disk;
        this.keys = keys;
    }

    /**
     * Deletes the data of all other epochs.
     *
     * @param damagedManifests whether an unreadable manifest, which may be of any epoch, is deleted too
     * @throws StoreException type {@code wipe-incomplete} if something remains; everything was tried
     */
    void eraseAllBut(Epoch kept, boolean damagedManifests) throws StoreException {
        Path secrets = folder.resolve(StoreFile.KEYS);
        for (Path file : list(secrets)) {
            boolean halfWritten = file.getFileName().toString().endsWith(".tmp");
            if (halfWritten || isOfOther(file, kept)) {
                attempt(file, () -> keys.destroy(file));
                delete(file);
            }
        }
        attempt(secrets, () -> syncIfThere(secrets));
        for (Path file : list(folder)) {
            if (isOfOther(file, kept)) {
                delete(file);
            }
        }
        for (String name : List.of(StoreFile.PREVIOUS_MANIFEST, StoreFile.MANIFEST)) {
            Path file = folder.resolve(name);
            if (Files.exists(file) && isForeignManifest(file, kept, damagedManifests)) {
                delete(file);
            }
        }
        if (files > 0) {
            attempt(folder, () -> disk.syncFolder(folder));
        }
        if (failure != null) {
            throw failure;
        }
    }

    int files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    private static boolean isOfOther(Path file, Epoch kept) {
        return StoreFile.parse(file)
                .filter(parsed -> !parsed.epoch().equals(kept))
                .isPresent();
    }

    private static boolean isForeignManifest(Path file, Epoch kept, boolean damaged) {
        try {
            return !ManifestJson.read(Disk.read(file)).epoch().equals(kept);
        } catch (IllegalArgumentException | IOException e) {
            return damaged;
        }
    }

    private List<Path> list(Path where) {
        List<Path> found = new ArrayList<>();
        attempt(where, () -> found.addAll(Disk.list(where)));
        return found;
    }

    private void delete(Path file) {
        attempt(file, () -> {
            long size = size(file);
            if (disk.delete(file)) {
                files++;
                bytes += size;
            }
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
        if (Files.isDirectory(where)) {
            disk.syncFolder(where);
        }
    }

    private void attempt(Path path, Step step) {
        try {
            step.take();
        } catch (IOException e) {
            if (failure == null) {
                failure = StoreProblems.wipeIncomplete(path, e);
            } else {
                failure.addSuppressed(e);
            }
        }
    }

    @FunctionalInterface
    private interface Step {
        void take() throws IOException;
    }
}
