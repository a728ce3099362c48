package org.adcache.http.configuration;

import java.net.InetAddress;
import java.util.Optional;
import org.adcache.account.ProblemException;
import org.adcache.api.configuration.ReloadDocument;
import org.adcache.auth.Principal;

/** Reload of the configuration. */
@FunctionalInterface
public interface Reloader {
    /**
     * Reads the configuration again, takes what has changed, and records that in the audit log.
     *
     * @param from the caller's address; empty on this machine itself
     * @throws ConfigurationRefusedException if anything in it is wrong; nothing has changed then
     * @throws ProblemException if it can't be taken; nothing has changed then
     */
    ReloadDocument reload(Principal caller, Optional<InetAddress> from)
            throws ConfigurationRefusedException, ProblemException;
}
