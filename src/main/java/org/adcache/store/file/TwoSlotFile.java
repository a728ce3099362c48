package org.adcache.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.adcache.store.StoreException;

/**
 * Small text file of fixed size that is overwritten in place: two slots with the same content, each with a sequence
 * number and a checksum over the rest of the slot, its padding included. One slot is written and forced before the
 * other, so a crash leaves at least one of them intact. Overwriting needs no space on the disk, and no file descriptor
 * either, because the file stays open.
 *
 * <pre>
 * {"sha256": "9f86d0…", "sequence": "0000000000000041", "content": {"enabled": true, …}}        (padded with spaces)
 * {"sha256": "60303a…", "sequence": "0000000000000042", "content": {"enabled": true, …}}
 * </pre>
 */
public final class TwoSlotFile implements AutoCloseable {
    private static final int BYTES = Slot.BYTES * Slot.COUNT;

    private final Path path;
    private final Disk disk;
    private final OverwritableFile slots;
    private long sequence;

    TwoSlotFile(Path path, Disk disk) {
        this.path = path;
        this.disk = disk;
        this.slots = new OverwritableFile(path, disk);
    }

    /**
     * What a file holds.
     *
     * @param newest the content of the newest intact slot
     * @param intact whether nothing of the file is damaged
     */
    public record Content(Optional<String> newest, boolean intact) {}

    public Path path() {
        return path;
    }

    /**
     * Reads both slots; empty if there is no such file.
     *
     * @throws StoreException if it can't be read
     */
    public synchronized Optional<Content> read() throws StoreException {
        try {
            return hasItsSize() ? Optional.of(parse(Disk.read(path))) : exists();
        } catch (IOException e) {
            throw StoreProblems.readFailed(path, e);
        }
    }

    private Optional<Content> exists() throws IOException {
        return Disk.exists(path) ? Optional.of(new Content(Optional.empty(), false)) : Optional.empty();
    }

    private Content parse(byte[] bytes) {
        List<Slot> intact = IntStream.range(0, Slot.COUNT)
                .mapToObj(place -> Slot.parse(bytes, place))
                .flatMap(Optional::stream)
                .toList();
        Optional<Slot> newest = intact.stream().max(Comparator.comparingLong(Slot::sequence));
        sequence = newest.map(Slot::sequence).orElse(0L);
        return new Content(newest.map(Slot::content), intact.size() == Slot.COUNT);
    }

    /** Opens the file for the writes to come, if that is possible; otherwise each write tries again. */
    public void keepOpen() {
        slots.keepOpen();
    }

    /**
     * Replaces the content durably: in place if the file has its size, else by a new file, which needs space.
     *
     * @throws StoreException if it can't be written
     * @throws IllegalArgumentException if the content doesn't fit in a slot
     */
    public synchronized void write(String content) throws StoreException {
        try {
            if (hasItsSize()) {
                overwrite(content);
            } else {
                create(content);
            }
        } catch (IOException e) {
            throw StoreProblems.overwritingFailed(path, e);
        }
    }

    /**
     * Renames the file within its folder, for instance because it can't be overwritten.
     *
     * @throws IOException if it can't be renamed, or doesn't exist
     */
    public synchronized void rename(String name) throws IOException {
        Path target = path.resolveSibling(name);
        disk.rename(path, target);
        slots.close();
        disk.syncFolderOf(target);
    }

    /** Deletes the file if it exists. */
    public synchronized void delete() throws IOException {
        if (Disk.exists(path)) {
            disk.delete(path);
        }
    }

    private void overwrite(String content) throws IOException {
        for (int i = 0; i < Slot.COUNT; i++) {
            Slot next = new Slot(sequence + 1, content);
            slots.overwrite(next.position(), next.bytes());
            sequence = next.sequence();
        }
    }

    private boolean hasItsSize() throws IOException {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return found.isRegularFile() && found.size() == BYTES;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void create(String content) throws IOException {
        byte[] all = new byte[BYTES];
        for (int i = 1; i <= Slot.COUNT; i++) {
            Slot next = new Slot(sequence + i, content);
            System.arraycopy(next.bytes(), 0, all, Math.toIntExact(next.position()), Slot.BYTES);
        }
        disk.write(path, path.resolveSibling(path.getFileName() + ".new.tmp"), all);
        sequence += Slot.COUNT;
        slots.keepOpen();
    }

    @Override
    public void close() {
        slots.close();
    }
}
