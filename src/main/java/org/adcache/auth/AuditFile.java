package org.adcache.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;

/** {@code audit.log} in the data folder: append-only, readable by its owner only. */
public final class AuditFile implements AuditLog.Sink {
    private final Path file;

    public AuditFile(Path dataFolder) {
        this.file = dataFolder.resolve("audit.log");
    }

    @Override
    public void append(byte[] line) throws ProblemException {
        boolean fresh = Files.notExists(file);
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(line));
            if (fresh) {
                Files.setOwner(file, Files.getOwner(file.getParent()));
            }
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
