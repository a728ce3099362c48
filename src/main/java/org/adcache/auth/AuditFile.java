package org.adcache.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.store.file.Disk;
import org.adcache.store.file.UnsafeFileException;

/** {@code audit.log} in the data folder: append-only, readable by its owner only. */
public final class AuditFile implements AuditLog.Sink {
    private final Path file;

    public AuditFile(Path dataFolder) {
        this.file = dataFolder.resolve("audit.log");
    }

    @Override
    public void append(byte[] line) throws ProblemException {
        try (FileChannel channel = Disk.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(line));
        } catch (UnsafeFileException e) {
            throw new ProblemException(e.problem(), e);
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            ProblemType.AUDIT_LOG_FAILED,
                            file + " can't be appended to.",
                            "Check its owner and the free space on its disk."),
                    e);
        }
    }
}
