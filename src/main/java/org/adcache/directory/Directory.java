package org.adcache.directory;

import java.time.Instant;
import org.adcache.account.ProblemException;

/** One domain that can be read. */
public interface Directory {
    /**
     * Finds a domain controller, connects, binds and probes it.
     *
     * @param deadline when this and everything done in the session must have ended; later it fails by itself
     * @throws ProblemException naming the step, the server and the remedy
     */
    DirectorySession open(Instant deadline) throws ProblemException;
}
