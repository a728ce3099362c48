package org.adcache;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.adcache.account.ConnectionId;
import org.adcache.directory.Check;
import org.adcache.directory.Doctor;
import org.adcache.http.Examiner;

/** The doctors of all connections, one examination of each at a time: who asks meanwhile gets the same answer. */
final class Examinations implements Examiner {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Map<ConnectionId, Doctor> doctors;
    private final Clock clock;
    private final Executor workers;
    private final Map<ConnectionId, CompletableFuture<List<Check>>> running = new HashMap<>();

    Examinations(Map<ConnectionId, Doctor> doctors, Clock clock, Executor workers) {
        this.doctors = Map.copyOf(doctors);
        this.clock = clock;
        this.workers = workers;
    }

    @Override
    public synchronized CompletableFuture<List<Check>> examine(ConnectionId connection) {
        CompletableFuture<List<Check>> current = running.get(connection);
        if (current != null) {
            return current;
        }
        Doctor doctor = doctors.get(connection);
        if (doctor == null) {
            throw new IllegalArgumentException("there is no connection " + connection);
        }
        CompletableFuture<List<Check>> begun = CompletableFuture.supplyAsync(
                () -> doctor.examine(clock.instant().plus(LONGEST)), workers);
        running.put(connection, begun);
        return begun.whenComplete((checks, failure) -> ended(connection));
    }

    private synchronized void ended(ConnectionId connection) {
        running.remove(connection);
    }

    /** Ends what runs. */
    void stop() {
        doctors.values().forEach(Doctor::stop);
    }
}
