package org.adcache.http;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.adcache.account.ConnectionId;
import org.adcache.doctor.CheckResult;

/** Examines connections for an administrator. */
@FunctionalInterface
public interface Examiner {
    /**
     * Begins an examination; while one of this connection runs, gives that one.
     *
     * @return the stages that ran, in their order, within a minute
     */
    CompletableFuture<List<CheckResult>> examine(ConnectionId connection);
}
