package org.adcache.doctor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.adcache.account.ConnectionId;

/** Doctors of all connections, with one run per connection at a time: concurrent requests share its results. */
public final class Doctors {
    private final Function<ConnectionId, Optional<Doctor>> doctors;
    private final Executor workers;
    private final Map<ConnectionId, CompletableFuture<List<CheckResult>>> running = new HashMap<>();

    /** @param doctors the doctor of a connection, looked up for each run; empty if there is no such connection */
    public Doctors(Function<ConnectionId, Optional<Doctor>> doctors, Executor workers) {
        this.doctors = doctors;
        this.workers = workers;
    }

    /**
     * Starts a run, or returns the one already running for this connection.
     *
     * @throws IllegalArgumentException if there is no such connection
     */
    public synchronized CompletableFuture<List<CheckResult>> examine(ConnectionId connection) {
        CompletableFuture<List<CheckResult>> current = running.get(connection);
        if (current != null) {
            return current;
        }
        Doctor doctor = doctors.apply(connection)
                .orElseThrow(() -> new IllegalArgumentException("there is no connection " + connection));
        Supplier<List<CheckResult>> doctorRun = doctor.prepare(check -> {});
        CompletableFuture<List<CheckResult>> started = CompletableFuture.supplyAsync(doctorRun, workers);
        running.put(connection, started);
        return started.whenComplete((checks, failure) -> ended(connection));
    }

    private synchronized void ended(ConnectionId connection) {
        running.remove(connection);
    }
}
