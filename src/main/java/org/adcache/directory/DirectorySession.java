package org.adcache.directory;

import org.adcache.account.Domain;
import org.adcache.account.ProblemException;

/** One authenticated connection to one domain controller. Closing it, from any thread, ends a read that is under way. */
public interface DirectorySession extends AutoCloseable {
    /** The domain controller, {@code host:port}. */
    String server();

    Domain domain();

    /**
     * Reads every account of the connection, in no particular order, each once; groups with all their members.
     *
     * @throws ProblemException if anything was not read to its end, or if the sink throws it
     */
    ReadReport readAll(AccountSink sink) throws ProblemException;

    @Override
    void close();
}
