package org.adcache.connection;

import org.adcache.account.ProblemException;

/** What a session of a directory needs besides the directory. */
@FunctionalInterface
public interface Preparation {
    /**
     * Prepares, unless that is done.
     *
     * @throws ProblemException if it fails
     */
    void prepare() throws ProblemException;
}
