package org.adcache.store.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.adcache.account.ConnectionId;
import org.adcache.account.Generation;
import org.adcache.store.IndexImage;
import org.adcache.store.StoreException;
import org.adcache.store.file.Disk;
import org.adcache.store.file.StoreFile;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.key.DataKey;
import org.adcache.store.manifest.ManifestView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Index images in the data folder: at most one, and briefly the one that replaces it. Nothing depends on them: faults
 * are logged, and the index is built from the records.
 */
public final class Images {
    /** An account removed since must be gone from the disk within a day, see {@code Committer}. */
    private static final Duration MAX_AGE = Duration.ofHours(20);

    private static final Logger log = LoggerFactory.getLogger(Images.class);

    private final Path folder;
    private final Disk disk;
    private final Clock clock;

    public Images(Path folder, Disk disk, Clock clock) {
        this.folder = folder;
        this.disk = disk;
        this.clock = clock;
    }

    /** The newest image in this format that a view can start from. */
    public Optional<IndexImage> find(String format, ManifestView view) {
        for (Path path : newestFirst()) {
            Optional<ImageHeader> header = usable(path, view).filter(found -> isOf(format, found));
            if (header.isPresent()) {
                return Optional.of(new StoredImage(path, header.get(), view.keys()));
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(String format, ImageHeader header) {
        if (!header.format().equals(format)) {
            log.info("The index image on disk is of format {}, not {}, and is not used", header.format(), format);
        }
        return header.format().equals(format);
    }

    /** The header of an image that a view can start from. */
    private static Optional<ImageHeader> usable(Path path, ManifestView view) {
        return header(path, view.keys())
                .filter(header -> header.generation().compareTo(view.generation()) <= 0
                        && header.generation().compareTo(view.diffableSince()) >= 0);
    }

    /** The header of an image; empty if it can't be used. */
    private static Optional<ImageHeader> header(Path path, Map<ConnectionId, DataKey> keys) {
        try (ImageFile image = ImageFile.open(path, keys)) {
            return Optional.of(image.header());
        } catch (StoreException e) {
            log.warn("{}", e.problem().detail());
            return Optional.empty();
        }
    }

    /** Header for a new image of a view; its time is one at which the view's generation was current. */
    public ImageHeader header(ManifestView of, String format, Generation current) throws StoreException {
        boolean replaced = !of.generation().equals(current);
        Instant writtenAt = replaced ? of.since() : clock.instant();
        if (overdue(of.generation(), writtenAt, current)) {
            throw StoreProblems.imageOutdated();
        }
        return ImageHeader.create(
                format, of.epoch(), of.generation(), of.connections().keySet(), writtenAt);
    }

    /**
     * Whether a generation's image may hold accounts that were removed too long ago. A future time comes from a wrong
     * clock.
     */
    boolean overdue(Generation generation, Instant writtenAt, Generation current) {
        Instant now = clock.instant();
        return generation.compareTo(current) < 0 && (writtenAt.isAfter(now) || !writtenAt.isAfter(now.minus(MAX_AGE)));
    }

    /** Renames a finished image to its final name, then deletes the previous one. */
    public void install(Path work, ImageHeader header) throws StoreException {
        Path target = folder.resolve(StoreFile.image(header.epoch(), header.generation()));
        try {
            disk.rename(work, target);
            disk.syncFolderOf(target);
        } catch (IOException e) {
            throw StoreProblems.writeFailed(target, e);
        }
        for (Path path : newestFirst()) {
            if (!path.equals(target)) {
                delete(path);
            }
        }
    }

    /** Deletes images that no later view can start from. */
    public void deleteUseless(ManifestView current) {
        for (Path path : newestFirst()) {
            if (usable(path, current).isEmpty()) {
                delete(path);
            }
        }
    }

    /** Deletes images that no later view can start from, and those that may hold accounts removed too long ago. */
    public void deleteOverdue(ManifestView current) {
        for (Path path : newestFirst()) {
            if (usable(path, current)
                    .filter(header -> !overdue(header.generation(), header.writtenAt(), current.generation()))
                    .isEmpty()) {
                delete(path);
            }
        }
    }

    private void delete(Path path) {
        try {
            disk.delete(path);
        } catch (IOException e) {
            log.warn("An index image could not be deleted; tried again later", e);
        }
    }

    /** The size of the newest image; empty if there is none. */
    public OptionalLong bytes() {
        for (Path path : newestFirst()) {
            try {
                return OptionalLong.of(Files.size(path));
            } catch (IOException e) {
                log.debug("an index image was replaced meanwhile", e);
            }
        }
        return OptionalLong.empty();
    }

    private List<Path> newestFirst() {
        try {
            List<Path> images = new ArrayList<>(Disk.list(folder));
            images.removeIf(file -> number(file) == 0);
            images.sort(Comparator.comparingLong(Images::number).reversed());
            return images;
        } catch (IOException e) {
            log.warn("The index images could not be listed", e);
            return List.of();
        }
    }

    /** The generation number of an image; 0 for other files. */
    private static long number(Path file) {
        return StoreFile.parse(file)
                .filter(parsed -> parsed.kind() == StoreFile.Kind.IMAGE)
                .map(StoreFile::number)
                .orElse(0L);
    }
}
