package org.adcache.store.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.adcache.store.StoreException;

/**
 * Small file in the data folder that may be replaced while another process holds the folder's lock, as the {@code
 * token} command does with {@code tokens.json}. Readers see the old content or the new, never a part.
 */
public final class DurableFile {
    private DurableFile() {}

    /**
     * The content of a file; empty if it doesn't exist.
     *
     * @throws StoreException if it can't be read
     */
    public static Optional<byte[]> read(Path file) throws StoreException {
        try {
            return Optional.of(Disk.read(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw StoreProblems.readFailed(file, e);
        }
    }

    /**
     * Replaces a file atomically and durably, mode 0600.
     *
     * @throws StoreException if it can't be written; the old content is kept
     */
    public static void write(Path file, byte[] content) throws StoreException {
        write(new Disk(DiskSteps.UNOBSERVED), file, content);
    }

    public static void write(Disk disk, Path file, byte[] content) throws StoreException {
        String suffix = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        Path temporary = file.resolveSibling(file.getFileName() + "." + suffix + ".tmp");
        try {
            disk.write(file, temporary, content);
        } catch (IOException e) {
            throw StoreProblems.writeFailed(file, e);
        }
    }
}
