package org.adcache.http;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.adcache.account.ConnectionId;
import org.adcache.doctor.CheckResult;

/** Diagnostics of connections, as the routes start them. */
@FunctionalInterface
public interface Examiner {
    /**
     * Starts a run, or returns the one already running for this connection.
     *
     * @return the results of the stages that ran, in order, within a minute
     */
    CompletableFuture<List<CheckResult>> examine(ConnectionId connection);
}
