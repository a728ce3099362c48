package org.adcache.store.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.store.StoreException;
import org.adcache.store.file.Disk;
import org.adcache.store.file.StoreFile;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.key.DataKey;
import org.adcache.store.key.KeyRing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks of the last commits, one file for each connection beside its key, authenticated by it. A commit overwrites the
 * file of its connection, once its manifest is in place; the mark with the highest serial is that of the last commit,
 * so an older manifest that is put back is recognised.
 *
 * <p>A file holds two marks, which are overwritten in turn: if one is cut off or damaged, the other still names the
 * commit before. Overwriting in place needs no space, and a single flush of the disk.
 */
public final class Marks {
    private static final Logger log = LoggerFactory.getLogger(Marks.class);

    private final Path folder;
    private final Disk disk;
    private final KeyRing keys;
    private boolean failing;

    /**
     * Takes the store's folder.
     *
     * @param folder contains {@code keys/}
     */
    public Marks(Path folder, Disk disk, KeyRing keys) {
        this.folder = folder.resolve(StoreFile.KEYS);
        this.disk = disk;
        this.keys = keys;
    }

    /** The mark of the last commit in an epoch; empty if there is none that can be read. */
    Optional<Mark> last(Epoch epoch) throws IOException {
        return Disk.list(folder).stream()
                .flatMap(file -> StoreFile.parse(file).stream())
                .filter(file ->
                        file.kind() == StoreFile.Kind.KEY && file.epoch().equals(epoch))
                .flatMap(file -> key(file.connection().orElseThrow(), epoch).stream())
                .flatMap(key -> newest(key).stream())
                .max(Comparator.comparingLong(Mark::serial));
    }

    /** Whether there is a key in an epoch that can't be read: it was written as a whole, so it was damaged later. */
    boolean isAKeyUnreadable(Epoch epoch) throws IOException {
        return Disk.list(folder).stream()
                .flatMap(file -> StoreFile.parse(file).stream())
                .filter(file ->
                        file.kind() == StoreFile.Kind.KEY && file.epoch().equals(epoch))
                .anyMatch(file -> key(file.connection().orElseThrow(), epoch).isEmpty());
    }

    /** What is wrong with the mark of a connection that has data; empty if it can be read. */
    Optional<String> fault(ConnectionId connection, Epoch epoch) {
        Optional<DataKey> key = key(connection, epoch);
        if (key.isEmpty() || newest(key.get()).isPresent()) {
            return Optional.empty();
        }
        return Optional.of("keys/" + StoreFile.mark(connection, epoch)
                + (Files.notExists(file(key.get())) ? " is missing" : " is damaged"));
    }

    private Optional<DataKey> key(ConnectionId connection, Epoch epoch) {
        try {
            return keys.find(connection, epoch);
        } catch (IOException e) {
            log.warn("{} can't be read: {}", keys.file(connection, epoch), StoreProblems.reason(e));
            return Optional.empty();
        }
    }

    private Optional<Mark> newest(DataKey key) {
        return read(key).stream().max(Comparator.comparingLong(Mark::write));
    }

    private List<Mark> read(DataKey key) {
        try {
            byte[] content = Disk.read(file(key));
            List<Mark> marks = Stream.of(0, 1)
                    .map(slot -> Arrays.copyOfRange(
                            content,
                            Math.min(content.length, slot * Mark.BYTES),
                            Math.min(content.length, (slot + 1) * Mark.BYTES)))
                    .flatMap(line -> Mark.parse(line, key).stream())
                    .toList();
            if (marks.size() == 1) {
                log.warn("{}: one of its two marks is damaged; it is written again with the next commit", file(key));
            }
            return marks;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            log.warn("{} can't be read: {}", file(key), StoreProblems.reason(e));
            return List.of();
        }
    }

    private Path file(DataKey key) {
        return folder.resolve(StoreFile.mark(key.connection(), key.epoch()));
    }

    /**
     * Creates the mark of a connection if it can't be read, before its commit.
     *
     * @param now the state before the commit
     * @throws StoreException if it can't be written
     */
    void ensure(DataKey key, Mark now) throws StoreException {
        if (newest(key).isPresent()) {
            return;
        }
        byte[] both = Arrays.copyOf(now.as(0).line(key), 2 * Mark.BYTES);
        System.arraycopy(now.as(1).line(key), 0, both, Mark.BYTES, Mark.BYTES);
        Path file = file(key);
        try {
            disk.write(file, file.resolveSibling(file.getFileName() + ".tmp"), both);
        } catch (IOException e) {
            throw StoreProblems.writeFailed(file, e);
        }
    }

    /** Marks a commit that has taken place; if that fails, its manifest is still newer than the mark. */
    void write(DataKey key, Mark now) {
        try {
            long next = newest(key).map(Mark::write).orElse(0L) + 1;
            disk.overwrite(file(key), next % 2 * Mark.BYTES, now.as(next).line(key));
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                log.warn("{} can't be written: {}; tried again at the next commit", file(key), StoreProblems.reason(e));
            }
            failing = true;
        }
    }

    /** The keys of connections that have one. */
    List<DataKey> keys(Collection<ConnectionId> connections, Epoch epoch) {
        return connections.stream().flatMap(id -> key(id, epoch).stream()).toList();
    }

    /** The mark of a state. */
    static Mark of(long serial, Manifest state, Optional<ManifestFile> current, Optional<ManifestFile> before) {
        return new Mark(
                0, serial, state.generation(), current.map(ManifestFile::sha256), before.map(ManifestFile::sha256));
    }
}
