package org.adcache.store.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
    private @Nullable FileChannel channel;
    private @Nullable Object openedKey;
    private long sequence;

    TwoSlotFile(Path path, Disk disk) {
        this.path = path;
        this.disk = disk;
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
     * Reads both slots.
     *
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if it can't be read or is no regular file
     */
    public synchronized Content read() throws IOException {
        BasicFileAttributes found =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!found.isRegularFile()) {
            throw new IOException("it is no regular file");
        }
        if (found.size() != BYTES) {
            return new Content(Optional.empty(), false);
        }
        byte[] bytes = Files.readAllBytes(path);
        List<Slot> slots = IntStream.range(0, Slot.COUNT)
                .mapToObj(place -> Slot.parse(bytes, place))
                .flatMap(Optional::stream)
                .toList();
        Optional<Slot> newest = slots.stream().max(Comparator.comparingLong(Slot::sequence));
        sequence = newest.map(Slot::sequence).orElse(0L);
        return new Content(newest.map(Slot::content), slots.size() == Slot.COUNT);
    }

    /** Opens the file for the writes to come, if that is possible; otherwise each write tries again. */
    public synchronized void keepOpen() {
        try {
            opened();
        } catch (IOException e) {
            closeQuietly();
        }
    }

    /**
     * Replaces the content durably: in place if the file has its size, else by a new file, which needs space.
     *
     * @throws IllegalArgumentException if the content doesn't fit in a slot
     */
    public synchronized void write(String content) throws IOException {
        Optional<FileChannel> open = opened();
        if (open.isEmpty()) {
            create(content);
            return;
        }
        for (int i = 0; i < Slot.COUNT; i++) {
            Slot next = new Slot(sequence + 1, content);
            disk.overwrite(path, open.get(), next.position(), next.bytes());
            sequence = next.sequence();
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
        keepOpen();
    }

    /** The open file; empty if there is none, it was replaced by something else, or its size is wrong. */
    private Optional<FileChannel> opened() throws IOException {
        BasicFileAttributes found;
        try {
            found = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            closeQuietly();
            return Optional.empty();
        }
        if (!found.isRegularFile() || found.size() != BYTES) {
            closeQuietly();
            return Optional.empty();
        }
        FileChannel open = channel;
        if (open == null || !open.isOpen() || !found.fileKey().equals(openedKey)) {
            closeQuietly();
            open = Disk.openForOverwriting(path);
            channel = open;
            openedKey = found.fileKey();
        }
        return Optional.of(open);
    }

    private void closeQuietly() {
        FileChannel open = channel;
        channel = null;
        openedKey = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // What was written is forced already.
            }
        }
    }

    @Override
    public synchronized void close() {
        closeQuietly();
    }
}
