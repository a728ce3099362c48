package org.adcache.sync;

import java.util.List;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.account.ProblemException;

/** Runs the cycles of all connections: on their schedules and on demand, one at a time for each connection. */
public final class SyncService implements AutoCloseable {
    /** The connections' ids, in configured order. */
    public List<ConnectionId> connections() {
        throw new UnsupportedOperationException();
    }

    /**
     * Asks for a cycle now. One already running is returned as it is; {@code FULL} then queues behind it.
     *
     * @throws IllegalArgumentException if there is no such connection
     * @throws IllegalStateException if the integration is off
     */
    public SyncRun request(ConnectionId connection, SyncMode mode) {
        throw new UnsupportedOperationException();
    }

    /** The last 100 runs, newest first. */
    public List<SyncRun> runs() {
        throw new UnsupportedOperationException();
    }

    public List<ConnectionStatus> status() {
        throw new UnsupportedOperationException();
    }

    /**
     * Applies or drops what is held; the state before, empty if nothing was held.
     *
     * @throws ProblemException if it can't be applied
     */
    public Optional<HeldDraft> decide(ConnectionId connection, boolean apply) throws ProblemException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
