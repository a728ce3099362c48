package org.adcache.cli;

import java.net.URI;
import org.adcache.account.ProblemException;
import org.adcache.config.AdcacheConfig;

/** Starts the service; the root package implements it, because the command line can't know how the parts fit together. */
@FunctionalInterface
public interface ServiceLauncher {
    /**
     * Builds and starts everything.
     *
     * @return once it listens
     * @throws ProblemException if it can't start; whatever had been started is stopped then
     */
    Running start(AdcacheConfig config, Callers callers) throws ProblemException;

    /** Whom the service answers. */
    enum Callers {
        /** Callers with a token. */
        WITH_TOKEN,
        /** Everybody on this machine, if the request's Host is a loopback name: the demo. */
        ON_THIS_MACHINE
    }

    /** A service that listens. */
    interface Running extends AutoCloseable {
        /** Its address with the real port, for instance {@code http://127.0.0.1:8636}. */
        URI url();

        /** Stops everything; returns when it has stopped. */
        @Override
        void close();
    }
}
