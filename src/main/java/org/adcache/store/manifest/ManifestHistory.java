package org.adcache.store.manifest;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
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
 * Current manifest, and the earlier ones whose files are kept: the previous manifest, which is of another generation,
 * and for readers every state since the commit before the last. Replacing the manifest file makes a new state current,
 * and the mark of the committed connection remembers it. One writer thread at a time.
 */
public final class ManifestHistory {
    private static final Logger log = LoggerFactory.getLogger(ManifestHistory.class);

    private final Path folder;
    private final Disk disk;
    private final EpochFence fence;
    private final Marks marks;
    private volatile Manifest current;
    private Optional<ManifestFile> onDisk;
    private Optional<ManifestFile> previous;
    private long highest;
    private long serial;
    private List<Manifest> sinceCommitBefore;
    private List<Manifest> sinceCommit;
    private boolean keepsDamaged;
    private boolean fellBack;

    /** Starts with what recovery found on disk. */
    public ManifestHistory(Path folder, Disk disk, EpochFence fence, Marks marks, Recovered found) {
        this.folder = folder;
        this.disk = disk;
        this.fence = fence;
        this.marks = marks;
        this.current = found.current();
        this.onDisk = found.onDisk();
        this.previous = found.previous();
        this.highest = Math.max(found.highest(), current.generation().number());
        this.serial = Math.max(found.serial(), current.serial());
        this.sinceCommitBefore = manifests(previous);
        this.sinceCommit = List.of(current);
        this.keepsDamaged = found.fellBack();
        this.fellBack = found.fellBack();
    }

    /** Goes on with what recovery found instead of the current state, of which no view is read any more. */
    public void restart(Recovered found) {
        current = found.current();
        onDisk = found.onDisk();
        previous = found.previous();
        highest =
                Math.max(highest, Math.max(found.highest(), current.generation().number()));
        serial = Math.max(serial, found.serial());
        sinceCommitBefore = manifests(previous);
        sinceCommit = List.of(current);
        keepsDamaged = true;
        fellBack = true;
    }

    /** The highest number ever given to a generation or a file. */
    public synchronized long highest() {
        return highest;
    }

    private static List<Manifest> manifests(Optional<ManifestFile> file) {
        return file.map(ManifestFile::manifest).stream().toList();
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

    /** A new content, or the same with a new time, as a commit of the key's connection. */
    public void commit(
            DataKey key,
            Generation generation,
            Map<ConnectionId, ConnectionData> connections,
            Optional<Instant> superseded)
            throws StoreException {
        Manifest next = next(generation, connections, superseded, sinceCommit);
        publish(key, next);
        sinceCommitBefore = sinceCommit;
        sinceCommit = List.of(next);
        keepsDamaged = false;
        deleteUnneeded();
    }

    /** Publishes the same content in other segments. */
    public void rearrange(DataKey key, Map<ConnectionId, ConnectionData> connections) throws StoreException {
        List<Manifest> readable =
                Stream.concat(sinceCommitBefore.stream(), sinceCommit.stream()).toList();
        Manifest next = next(current.generation(), connections, Optional.empty(), readable);
        publish(key, next);
        List<Manifest> since = new ArrayList<>(sinceCommit);
        since.add(next);
        sinceCommit = List.copyOf(since);
        deleteUnneeded();
    }

    /** The state that a commit would make current; nothing is changed. */
    public Manifest tentative(Generation generation, Map<ConnectionId, ConnectionData> connections) {
        return new Manifest(
                current.epoch(),
                serial,
                generation,
                diffableSince(generation, connections),
                Optional.empty(),
                new TreeMap<>(connections));
    }

    private Generation diffableSince(Generation generation, Map<ConnectionId, ConnectionData> connections) {
        return fellBack ? generation : current.diffableSince(generation, connections.keySet());
    }

    private Manifest next(
            Generation generation,
            Map<ConnectionId, ConnectionData> connections,
            Optional<Instant> superseded,
            List<Manifest> readable) {
        Manifest plain = new Manifest(
                current.epoch(),
                ++serial,
                generation,
                diffableSince(generation, connections),
                Optional.empty(),
                new TreeMap<>(connections));
        List<Manifest> kept = new ArrayList<>(readable);
        if (!replacesPrevious(generation)) {
            kept.addAll(manifests(previous));
        }
        if (plain.files().containsAll(files(kept))) {
            return plain;
        }
        return plain.withPreviousSupersededSince(
                Stream.of(superseded, current.supersededSince(), current.previousSupersededSince())
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo));
    }

    /**
     * Whether the current manifest becomes the predecessor. One of the same generation doesn't: a fault of the newest
     * segment would make both unusable.
     */
    private boolean replacesPrevious(Generation next) {
        return onDisk.isPresent()
                && !next.equals(current.generation())
                && !current.connections().isEmpty();
    }

    private void publish(DataKey key, Manifest next) throws StoreException {
        fence.pass(next.epoch());
        marks.ensure(key, Marks.of(onDisk.map(file -> file.manifest().serial()).orElse(0L), current, onDisk, previous));
        boolean replaces = replacesPrevious(next.generation());
        if (replaces) {
            ManifestFile file = onDisk.orElseThrow();
            DurableFile.write(disk, path(StoreFile.PREVIOUS_MANIFEST), bytes(file));
            previous = onDisk;
        } else {
            syncFolder();
        }
        replaceManifest(next);
        if (previous.isEmpty()) {
            deletePrevious();
        }
        marks.write(key, Marks.of(next.serial(), next, onDisk, previous));
    }

    /** Makes the new segment's name durable before the manifest names it. */
    private void syncFolder() throws StoreException {
        try {
            disk.syncFolder(folder);
        } catch (IOException e) {
            throw StoreProblems.writeFailed(folder, e);
        }
    }

    private void replaceManifest(Manifest next) throws StoreException {
        fence.pass(next.epoch());
        ManifestFile file =
                ManifestJson.file(next, marks.keys(next.connections().keySet(), next.epoch()));
        DurableFile.write(disk, path(StoreFile.MANIFEST), ManifestJson.write(file));
        onDisk = Optional.of(file);
        current = next;
        fellBack = false;
    }

    /** A manifest of the previous version is copied, because its checksum is that of fewer fields. */
    private byte[] bytes(ManifestFile file) throws StoreException {
        if (file.manifest().serial() > 0) {
            return ManifestJson.write(file);
        }
        return DurableFile.read(path(StoreFile.MANIFEST)).orElseGet(() -> ManifestJson.write(file));
    }

    /** Whether the manifest file on disk names this segment, even if writing it failed. */
    public boolean manifestNames(String segment) throws IOException {
        try {
            return ManifestJson.read(Disk.read(path(StoreFile.MANIFEST)))
                    .files()
                    .contains(segment);
        } catch (IllegalArgumentException | NoSuchFileException e) {
            return false;
        }
    }

    /** Publishes new content and deletes the previous state, which must not be recovered. */
    public void replace(Generation generation, Map<ConnectionId, ConnectionData> connections) throws StoreException {
        replaceManifest(new Manifest(
                current.epoch(), ++serial, generation, generation, Optional.empty(), new TreeMap<>(connections)));
        forgetPrevious();
    }

    /** Serves these connections only, whatever can be written. */
    public void serveOnly(SortedMap<ConnectionId, ConnectionData> connections) {
        current = current.with(connections).again(new Generation(nextNumber()));
        sinceCommit = List.of(current);
    }

    /** Deletes the previous state, for recovery and for readers; no effect if that state is being served. */
    public void forgetPrevious() throws StoreException {
        if (fellBack) {
            return;
        }
        try {
            disk.delete(path(StoreFile.PREVIOUS_MANIFEST));
            disk.syncFolder(folder);
        } catch (IOException e) {
            throw StoreProblems.writeFailed(path(StoreFile.PREVIOUS_MANIFEST), e);
        }
        previous = Optional.empty();
        markAll();
        sinceCommitBefore = List.of();
        sinceCommit = List.of(current);
        current = current.withPreviousSupersededSince(Optional.empty());
        deleteUnneeded();
    }

    /** Marks the state on disk for each connection that has no newer mark. */
    private void markAll() throws StoreException {
        long published = onDisk.map(file -> file.manifest().serial()).orElse(0L);
        Mark now = Marks.of(published, current, onDisk, previous);
        for (DataKey key : marks.keys(current.connections().keySet(), current.epoch())) {
            marks.ensure(key, now);
            marks.write(key, now);
        }
    }

    /** Marks a cache of the previous version, which had no marks. */
    public void adopt() throws StoreException {
        if (onDisk.isPresent() && current.serial() == 0 && !fellBack) {
            markAll();
        }
    }

    /** Switches to an epoch without data, whose files are none of the existing ones. */
    public void startAfresh(Epoch epoch) {
        current = Manifest.empty(epoch, new Generation(nextNumber()));
        onDisk = Optional.empty();
        previous = Optional.empty();
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
        needed.addAll(files(manifests(previous)));
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
