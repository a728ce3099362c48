package org.adcache.integration;

import org.adcache.account.ProblemException;

/** Kerberos state kept while the integration is on: the generated krb5.conf and the tickets. */
public interface Tickets {
    /**
     * Writes the krb5.conf, which logins need.
     *
     * @throws ProblemException if it can't be written
     */
    void prepare() throws ProblemException;

    /** Leaves the preparation, which failed, to the next login. */
    default void prepareLater() {}

    /**
     * Destroys all tickets and deletes the krb5.conf.
     *
     * @throws ProblemException if it can't be deleted
     */
    void destroy() throws ProblemException;
}
