package org.adcache.cli;

import java.net.URI;
import org.adcache.account.ProblemException;
import org.adcache.auth.Callers;
import org.adcache.config.AdcacheConfig;
import org.adcache.config.ConfigSource;

/** Starter of the service, implemented by the root package: the command line can't know how the parts fit together. */
@FunctionalInterface
public interface ServiceLauncher {
    /**
     * Builds and starts everything.
     *
     * @return once it listens
     * @throws ProblemException if it can't start; everything already started is stopped then
     */
    Running start(AdcacheConfig config, Callers callers) throws ProblemException;

    /**
     * Does the same with tokens; after a wipe the process replaces itself with one that runs the same command.
     *
     * @param again reads the configuration as the new process will, and at a reload
     */
    default Running serve(AdcacheConfig config, ConfigSource again) throws ProblemException {
        return start(config, Callers.WITH_TOKEN);
    }

    /**
     * Running service that accepts connections.
     *
     * @param url its address with the real port, for instance {@code http://127.0.0.1:8636}
     * @param reload reads the configuration again; returns when what has changed is taken
     * @param stop stops everything; returns when it has stopped
     */
    record Running(URI url, Runnable reload, Runnable stop) implements AutoCloseable {
        @Override
        public void close() {
            stop.run();
        }
    }
}
