package org.adcache.directory;

import java.time.Instant;
import java.util.Optional;
import org.adcache.account.ProblemException;

/** Domain that accounts are read from. */
public interface Directory {
    /**
     * Finds a domain controller, connects, binds and probes it.
     *
     * @param cursor where changes are to be read from; the server that issued it is preferred
     * @param deadline end of this call and of the whole session, which fails from then on
     * @throws ProblemException naming the step, the server and the remedy
     */
    DirectorySession open(Optional<ChangeCursor> cursor, Instant deadline) throws ProblemException;

    /**
     * As {@link #open}, for a cycle that compares everything: the server that issued the cursor is preferred only if
     * none is nearer or configured before it, so that a substitute isn't kept for good.
     */
    default DirectorySession openBest(Optional<ChangeCursor> cursor, Instant deadline) throws ProblemException {
        return open(cursor, deadline);
    }

    /**
     * Opens a session on another server of the domain, for a second opinion; empty if none answers.
     *
     * @param server {@link DirectorySession#server} of the one to leave out
     */
    default Optional<DirectorySession> openOther(String server, Instant deadline) {
        return Optional.empty();
    }
}
