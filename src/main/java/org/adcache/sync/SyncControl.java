package org.adcache.sync;

import java.util.List;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.account.ProblemException;

/** Control of the cycles: their runs and status, requests for a run, the decision on a held draft. */
public interface SyncControl {
    /** The connections' ids, in configured order. */
    List<ConnectionId> connections();

    /**
     * Requests a cycle now. One already running is returned unchanged; {@code FULL} then queues behind it.
     *
     * @throws IllegalArgumentException if there is no such connection
     * @throws IllegalStateException if the integration is off
     */
    SyncRun request(ConnectionId connection, SyncMode mode);

    /** The last 100 runs, newest first. */
    List<SyncRun> runs();

    /** The finished runs since the start, by connection and outcome. */
    List<RunTotals> totals();

    List<ConnectionStatus> status();

    /** The ignored entries and values of all connections, in the order of their ids; of each at most a thousand entries. */
    List<IgnoredItem> ignored();

    /**
     * Applies or drops a held draft. Returns the draft, empty if none was held.
     *
     * @throws IllegalArgumentException if there is no such connection
     * @throws ProblemException if it can't be applied
     */
    Optional<HeldDraft> decide(ConnectionId connection, boolean apply) throws ProblemException;
}
