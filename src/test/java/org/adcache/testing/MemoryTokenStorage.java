package org.adcache.testing;

import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.auth.Tokens;

/** Token storage in memory that can be made unreadable. */
public final class MemoryTokenStorage implements Tokens.Storage {
    private Optional<byte[]> content = Optional.empty();
    private Optional<Problem> failure = Optional.empty();
    private int version;
    private int reads;

    @Override
    public synchronized Optional<byte[]> read() throws ProblemException {
        failIfBroken();
        reads++;
        return content;
    }

    @Override
    public synchronized void write(byte[] bytes) {
        content = Optional.of(bytes);
        version++;
    }

    @Override
    public synchronized Object stamp() throws ProblemException {
        failIfBroken();
        return version;
    }

    public synchronized Optional<byte[]> stored() {
        return content;
    }

    public synchronized int reads() {
        return reads;
    }

    public synchronized void breaks(Problem problem) {
        failure = Optional.of(problem);
    }

    public synchronized void heals() {
        failure = Optional.empty();
    }

    private void failIfBroken() throws ProblemException {
        if (failure.isPresent()) {
            throw new ProblemException(failure.get());
        }
    }
}
