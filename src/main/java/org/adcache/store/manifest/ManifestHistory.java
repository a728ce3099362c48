package org.adcache.store.manifest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.store.StoreException;
import org.adcache.store.file.Disk;
import org.adcache.store.file.DurableFile;
import org.adcache.store.file.StoreFile;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.key.DataKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Current manifest, and the earlier ones whose files are kept: the previous manifest, and for readers every state
 * since the commit before the last. Replacing the manifest file makes a new state current. One writer thread at a
 * time.
 */
public final class ManifestHistory {
    private static final Logger log = LoggerFactory.getLogger(ManifestHistory.class);

    private final Path folder;
    private final Disk disk;
    private final EpochFence fence;
    private volatile Manifest current;
    private long highest;
    private List<Manifest> sinceCommitBefore;
    private List<Manifest> sinceCommit;
    private boolean keepsDamaged;
    private boolean fellBack;

    /**
     * Starts with what recovery found on disk.
     *
     * @param highest the highest number ever given to a generation or a file
     * @param previous the content of the previous manifest
     * @param keepsDamaged whether files that no manifest names are kept until the next commit
     */
    public ManifestHistory(
            Path folder,
            Disk disk,
            EpochFence fence,
            Manifest current,
            Optional<Manifest> previous,
            long highest,
            boolean keepsDamaged) {
        this.folder = folder;
        this.disk = disk;
        this.fence = fence;
        this.current = current;
        this.highest = Math.max(highest, current.generation().number());
        this.sinceCommitBefore = List.copyOf(previous.stream().toList());
        this.sinceCommit = List.of(current);
        this.keepsDamaged = keepsDamaged;
        this.fellBack = keepsDamaged;
    }

    public Manifest current() {
        return current;
    }

    public Path path(String file) {
        return folder.resolve(file);
    }

    public synchronized long nextNumber() {
        return ++highest;
    }

    /** A new file for the work of a draft. */
    public Path workFile(DataKey key) {
        return path(StoreFile.work(key.connection(), key.epoch(), nextNumber()));
    }

    /** The files of a connection in a manifest, oldest first. */
    public List<Path> segments(Manifest manifest, ConnectionId connection) {
        ConnectionData data = manifest.connections().get(connection);
        return data == null
                ? List.of()
                : data.segments().stream().map(segment -> path(segment.file())).toList();
    }

    /** A new content, or the same with a new time. */
    public void commit(
            Generation generation, Map<ConnectionId, ConnectionData> connections, Optional<Instant> superseded)
            throws StoreException {
        Manifest next = next(generation, connections, superseded, sinceCommit);
        publish(next);
        sinceCommitBefore = sinceCommit;
        sinceCommit = List.of(next);
        keepsDamaged = false;
        deleteUnneeded();
    }

    /** Publishes the same content in other segments. */
    public void rearrange(Map<ConnectionId, ConnectionData> connections) throws StoreException {
        List<Manifest> readable =
                Stream.concat(sinceCommitBefore.stream(), sinceCommit.stream()).toList();
        Manifest next = next(current.generation(), connections, Optional.empty(), readable);
        publish(next);
        List<Manifest> since = new ArrayList<>(sinceCommit);
        since.add(next);
        sinceCommit = List.copyOf(since);
        deleteUnneeded();
    }

    private Manifest next(
            Generation generation,
            Map<ConnectionId, ConnectionData> connections,
            Optional<Instant> superseded,
            List<Manifest> kept) {
        Manifest plain = new Manifest(
                current.epoch(),
                generation,
                fellBack ? generation : current.diffableSince(generation, connections.keySet()),
                Optional.empty(),
                new TreeMap<>(connections));
        if (plain.files().containsAll(files(kept))) {
            return plain;
        }
        return plain.withPreviousSupersededSince(
                Stream.of(superseded, current.supersededSince(), current.previousSupersededSince())
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo));
    }

    private void publish(Manifest next) throws StoreException {
        if (current.connections().isEmpty()) {
            write(StoreFile.MANIFEST, next);
            deletePrevious();
        } else {
            write(StoreFile.PREVIOUS_MANIFEST, current);
            write(StoreFile.MANIFEST, next);
        }
        current = next;
        fellBack = false;
    }

    private void write(String name, Manifest manifest) throws StoreException {
        fence.pass(manifest.epoch());
        DurableFile.write(disk, path(name), ManifestJson.write(manifest));
    }

    /** Whether the manifest file on disk names this segment, even if writing it failed. */
    public boolean manifestNames(String segment) throws IOException {
        try {
            return ManifestJson.read(Disk.read(path(StoreFile.MANIFEST)))
                    .files()
                    .contains(segment);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Publishes new content and deletes the previous state, which must not be recovered. */
    public void replace(Generation generation, Map<ConnectionId, ConnectionData> connections) throws StoreException {
        Manifest next =
                new Manifest(current.epoch(), generation, generation, Optional.empty(), new TreeMap<>(connections));
        write(StoreFile.MANIFEST, next);
        current = next;
        fellBack = false;
        forgetPrevious();
    }

    /** Deletes the previous state, for recovery and for readers; no effect if that state is being served. */
    public void forgetPrevious() throws StoreException {
        if (fellBack) {
            return;
        }
        try {
            disk.delete(path(StoreFile.PREVIOUS_MANIFEST));
        } catch (IOException e) {
            throw StoreProblems.writeFailed(path(StoreFile.PREVIOUS_MANIFEST), e);
        }
        sinceCommitBefore = List.of();
        sinceCommit = List.of(current);
        current = current.withPreviousSupersededSince(Optional.empty());
        deleteUnneeded();
    }

    /** Switches to an epoch without data, whose files are none of the existing ones. */
    public void startAfresh(Epoch epoch) {
        current = Manifest.empty(epoch, new Generation(nextNumber()));
        sinceCommitBefore = List.of();
        sinceCommit = List.of(current);
        keepsDamaged = false;
        fellBack = false;
    }

    public void deleteUnneeded() {
        if (keepsDamaged) {
            return;
        }
        Set<String> needed = new HashSet<>(files(sinceCommitBefore));
        needed.addAll(files(sinceCommit));
        try {
            for (Path file : Disk.list(folder)) {
                boolean segment = StoreFile.parse(file)
                        .filter(parsed -> parsed.kind() == StoreFile.Kind.SEGMENT)
                        .isPresent();
                if (segment && !needed.contains(file.getFileName().toString())) {
                    disk.delete(file);
                }
            }
        } catch (IOException e) {
            log.warn("Replaced segments could not be deleted; tried again at the next commit", e);
        }
    }

    private void deletePrevious() {
        try {
            disk.delete(path(StoreFile.PREVIOUS_MANIFEST));
        } catch (IOException e) {
            log.warn("{} could not be deleted; tried again at the next commit", StoreFile.PREVIOUS_MANIFEST, e);
        }
    }

    private static Set<String> files(List<Manifest> manifests) {
        Set<String> files = new HashSet<>();
        manifests.forEach(manifest -> files.addAll(manifest.files()));
        return files;
    }
}
