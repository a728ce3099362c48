package org.adcache.store.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Existing file that stays open, so that it can be overwritten in place when there is neither space nor a free file
 * descriptor. If another file took its name meanwhile, both are overwritten.
 */
public final class OverwritableFile implements AutoCloseable {
    private final Path path;
    private final Disk disk;
    private @Nullable FileChannel channel;
    private @Nullable Object openedKey;

    public OverwritableFile(Path path, Disk disk) {
        this.path = path;
        this.disk = disk;
    }

    /** Opens the file if that is possible; otherwise each overwriting tries again. */
    public synchronized void keepOpen() {
        try {
            if (!isOpen() || isReplaced()) {
                reopen();
            }
        } catch (IOException e) {
            close();
        }
    }

    /** @throws NoSuchFileException if it isn't open and doesn't exist */
    public synchronized long size() throws IOException {
        FileChannel open = channel;
        return open != null && open.isOpen() ? open.size() : Files.size(path);
    }

    /**
     * Overwrites a part of the file, durably.
     *
     * @throws NoSuchFileException if it isn't open and doesn't exist
     */
    public synchronized void overwrite(long position, byte[] content) throws IOException {
        boolean open = isOpen();
        if (open) {
            disk.overwrite(path, Objects.requireNonNull(channel), position, content);
        }
        if (!open || isReplaced()) {
            disk.overwrite(path, reopen(), position, content);
        }
    }

    private boolean isOpen() {
        return channel != null && channel.isOpen();
    }

    private boolean isReplaced() throws IOException {
        try {
            BasicFileAttributes found = attributes();
            return found.isRegularFile() && !found.fileKey().equals(openedKey);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private FileChannel reopen() throws IOException {
        close();
        FileChannel opened = Disk.openForOverwriting(path);
        channel = opened;
        openedKey = attributes().fileKey();
        return opened;
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public synchronized void close() {
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
}
