package org.adcache.auth.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.api.AuditDocument;
import org.adcache.auth.AuditLog;
import org.adcache.store.file.Disk;
import org.adcache.store.file.UnsafeFileException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log in the data folder: append-only, readable by its owner only. A full file is renamed, and the oldest of
 * more than eight deleted. Each line is appended by one write, so that processes don't mix theirs; one that was killed
 * in the middle leaves a part, after which the next line starts anew.
 */
public final class AuditFile implements AuditLog.Storage {
    private static final Logger log = LoggerFactory.getLogger(AuditFile.class);

    private final AuditFolder folder;
    private final AuditPages pages;
    private final Limits limits;

    /**
     * Limits of the files.
     *
     * @param size a file of more bytes is full
     * @param full how many full files are kept
     */
    record Limits(long size, int full) {
        static final Limits STANDARD = new Limits(4 << 20, 8);
    }

    public AuditFile(Path dataFolder) {
        this(dataFolder, Limits.STANDARD);
    }

    AuditFile(Path dataFolder, Limits limits) {
        this.folder = new AuditFolder(dataFolder);
        this.pages = new AuditPages(folder);
        this.limits = limits;
    }

    @Override
    public synchronized void append(byte[] line) throws ProblemException {
        try {
            if (size() >= limits.size()) {
                rotate();
            }
            write(line);
        } catch (UnsafeFileException e) {
            throw new ProblemException(e.problem(), e);
        } catch (IOException e) {
            throw failed("appended to", "Check its owner and the free space on its disk.", e);
        }
    }

    @Override
    public AuditDocument page(Optional<AuditPosition> before, int limit) throws ProblemException {
        try {
            return pages.page(before, limit);
        } catch (UnsafeFileException e) {
            throw new ProblemException(e.problem(), e);
        } catch (IOException e) {
            throw failed("read", "Check its owner and its disk.", e);
        }
    }

    private long size() throws IOException {
        try (FileChannel channel = Disk.open(folder.growing(), StandardOpenOption.READ)) {
            return channel.size();
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private void write(byte[] line) throws IOException {
        boolean broken = endsInTheMiddleOfALine();
        ByteBuffer buffer = ByteBuffer.allocate(line.length + 1);
        if (broken) {
            buffer.put((byte) '\n');
        }
        buffer.put(line).flip();
        try (FileChannel channel = Disk.open(folder.growing(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    private boolean endsInTheMiddleOfALine() throws IOException {
        try (FileChannel channel = Disk.open(folder.growing(), StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Renames the file if it still is full. If another process does, or it fails, the file grows a little more. */
    private void rotate() {
        try (FileChannel channel = Disk.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            @Nullable FileLock lock = channel.tryLock();
            if (lock != null && size() >= limits.size()) {
                List<Long> full = folder.full();
                Files.move(folder.growing(), folder.full(AuditFolder.next(full)), StandardCopyOption.ATOMIC_MOVE);
                for (int i = 0; i <= full.size() - limits.full(); i++) {
                    Files.deleteIfExists(folder.full(full.get(i)));
                }
            }
        } catch (OverlappingFileLockException e) {
            log.debug("the audit log is being rotated already", e);
        } catch (IOException e) {
            log.warn("{} is full and can't be renamed", folder.growing(), e);
        }
    }

    private ProblemException failed(String what, String remedy, IOException cause) {
        return new ProblemException(
                new Problem(ProblemType.AUDIT_LOG_FAILED, folder.growing() + " can't be " + what + ".", remedy), cause);
    }
}
