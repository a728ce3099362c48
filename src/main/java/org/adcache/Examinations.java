package org.adcache;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.adcache.account.ConnectionId;
import org.adcache.directory.Check;
import org.adcache.directory.Doctor;
import org.adcache.http.Examiner;

/** The doctors of all connections, one examination of each at a time: who asks meanwhile gets the same answer. */
final class Examinations implements Examiner {
    private final Map<ConnectionId, Doctor> doctors;
    private final Executor workers;
    private final Map<ConnectionId, CompletableFuture<List<Check>>> running = new HashMap<>();
    private boolean stopped;

    Examinations(Map<ConnectionId, Doctor> doctors, Executor workers) {
        this.doctors = Map.copyOf(doctors);
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
        Supplier<List<Check>> examination = doctor.prepare(check -> {});
        if (stopped) {
            doctor.stop();
        }
        CompletableFuture<List<Check>> begun = CompletableFuture.supplyAsync(examination, workers);
        running.put(connection, begun);
        return begun.whenComplete((checks, failure) -> ended(connection));
    }

    private synchronized void ended(ConnectionId connection) {
        running.remove(connection);
    }

    /** Ends what runs, and what is begun later too, until {@link #resume}. */
    synchronized void stop() {
        stopped = true;
        doctors.values().forEach(Doctor::stop);
    }

    /** Lets examinations run again. */
    synchronized void resume() {
        stopped = false;
    }
}
