package org.adcache.directory;

import java.time.Instant;
import java.util.Optional;
import org.adcache.account.ProblemException;

/** One domain that can be read. */
public interface Directory {
    /**
     * Finds a domain controller, connects, binds and probes it.
     *
     * @param cursor from which changes are to be asked: the server that gave it is preferred
     * @param deadline when this and everything done in the session must have ended; later it fails by itself
     * @throws ProblemException naming the step, the server and the remedy
     */
    DirectorySession open(Optional<ChangeCursor> cursor, Instant deadline) throws ProblemException;

    /**
     * The same at another server of the domain, for a second opinion; empty if there is none that answers.
     *
     * @param server {@link DirectorySession#server} of the one not to be asked
     */
    default Optional<DirectorySession> openOther(String server, Instant deadline) {
        return Optional.empty();
    }
}
