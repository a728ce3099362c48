package org.adcache.cli;

import java.net.URI;
import org.adcache.account.ProblemException;
import org.adcache.auth.Callers;
import org.adcache.config.AdcacheConfig;

/**
 * Starts the service; the root package implements it, because the command line can't know how the parts fit together.
 */
@FunctionalInterface
public interface ServiceLauncher {
    /**
     * Builds and starts everything.
     *
     * @return once it listens
     * @throws ProblemException if it can't start; whatever had been started is stopped then
     */
    Running start(AdcacheConfig config, Callers callers) throws ProblemException;

    /**
     * A service that listens.
     *
     * @param url its address with the real port, for instance {@code http://127.0.0.1:8636}
     * @param stop stops everything; returns when it has stopped
     */
    record Running(URI url, Runnable stop) implements AutoCloseable {
        @Override
        public void close() {
            stop.run();
        }
    }
}
