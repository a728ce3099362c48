package org.adcache.auth;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import org.adcache.account.ProblemException;
import org.adcache.auth.audit.AuditFile;
import org.adcache.store.file.DataFolder;

/** Data folder as the {@code token} commands use it, also while a service runs on it. */
public final class TokenFolder {
    /** A lock on a file is held by a process, and not by one of its threads. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private final Path path;
    private final Clock clock = Clock.systemUTC();

    private TokenFolder(Path path) {
        this.path = path;
    }

    /**
     * Checks the folder, which need not exist.
     *
     * @throws ProblemException if it isn't safe
     */
    public static TokenFolder open(Path path) throws ProblemException {
        return new TokenFolder(DataFolder.locate(path));
    }

    /** Modification of the tokens. */
    @FunctionalInterface
    public interface Change<T> {
        T apply(Tokens tokens) throws ProblemException;
    }

    /**
     * Runs a change under the lock.
     *
     * @throws ProblemException if the change throws it, or the folder can't be written to
     */
    public <T> T change(Change<T> change) throws ProblemException {
        IN_THIS_PROCESS.lock();
        try {
            return changeLocked(change);
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    private <T> T changeLocked(Change<T> change) throws ProblemException {
        TokenLock lock = TokenLock.in(path);
        try {
            return change.apply(tokens());
        } finally {
            lock.close();
        }
    }

    public Tokens tokens() {
        return new Tokens(new TokenStorage(path), clock, new SecureRandom());
    }

    public AuditLog audit() {
        return new AuditLog(new AuditFile(path), clock);
    }
}
