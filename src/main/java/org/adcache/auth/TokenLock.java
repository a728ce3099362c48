package org.adcache.auth;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.store.file.Disk;
import org.adcache.store.file.UnsafeFileException;

/** Inter-process lock of the {@code token} commands: each reads the tokens, changes them and replaces the file. */
final class TokenLock implements AutoCloseable {
    private final FileChannel channel;

    private TokenLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Acquires the lock, waiting if necessary.
     *
     * @throws ProblemException if the folder can't be written to
     */
    static TokenLock in(Path dataFolder) throws ProblemException {
        Path file = dataFolder.resolve("tokens.lock");
        try {
            FileChannel channel = Disk.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            return new TokenLock(channel);
        } catch (UnsafeFileException e) {
            throw new ProblemException(e.problem(), e);
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            ProblemType.TOKENS_LOCKED,
                            file + " can't be locked.",
                            "Run this as the user adcache runs as, or as root, and check the folder."),
                    e);
        }
    }

    /** Releases the lock. */
    @Override
    public void close() throws ProblemException {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            ProblemType.TOKENS_LOCKED, "The lock on the tokens can't be released.", "Check the disk."),
                    e);
        }
    }
}
