package org.adcache.http.configuration;

import org.adcache.account.ProblemException;
import org.adcache.api.configuration.ReloadDocument;

/** Reload of the configuration. */
@FunctionalInterface
public interface Reloader {
    /**
     * Reads the configuration again and takes what has changed.
     *
     * @throws ConfigurationRefusedException if anything in it is wrong; nothing has changed then
     * @throws ProblemException if it can't be taken; nothing has changed then
     */
    ReloadDocument reload() throws ConfigurationRefusedException, ProblemException;
}
