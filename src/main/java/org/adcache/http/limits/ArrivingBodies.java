package org.adcache.http.limits;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.adcache.http.HttpBudgets;
import org.adcache.http.RequestBody;
import org.adcache.http.problem.HttpProblem;
import org.eclipse.jetty.util.NanoTime;

/**
 * Bodies that arrive, in the order of their start. Each has the same total time. If there is no room for more bytes,
 * the oldest gives way, if it is more than a second old: a client that sends as fast as it can is never the oldest
 * beside those that don't. Thread-safe.
 */
public final class ArrivingBodies {
    private static final Duration MAY_BE_EVICTED = Duration.ofSeconds(1);
    private static final int EVICTIONS = 8;

    private final HttpBudgets budgets;
    private final Set<Arrival> arrivals = new LinkedHashSet<>();

    public ArrivingBodies(HttpBudgets budgets) {
        this.budgets = budgets;
    }

    /** Body that has not arrived completely. */
    public interface Arrival {
        /** The start, as nano time. */
        long began();

        /** Ends the request with this problem, unless it has ended. */
        void abort(HttpProblem problem);
    }

    public HttpBudgets budgets() {
        return budgets;
    }

    /** Watches a body from now on. */
    public synchronized void add(Arrival arrival) {
        arrivals.add(arrival);
    }

    public synchronized void remove(Arrival arrival) {
        arrivals.remove(arrival);
    }

    /**
     * Takes bytes of the budget.
     *
     * @throws HttpProblem if there are not so many left
     */
    public void take(Arrival arrival, long bytes) {
        for (int i = 0; !budgets.bodies().tryTake(bytes); i++) {
            if (i == EVICTIONS || !evict(arrival)) {
                throw RequestBody.tooMany();
            }
        }
    }

    private boolean evict(Arrival other) {
        Optional<Arrival> oldest = pollOldest(MAY_BE_EVICTED, Optional.of(other));
        oldest.ifPresent(arrival -> arrival.abort(RequestBody.tooMany()));
        return oldest.isPresent();
    }

    /** Ends those whose time is up. */
    void expire() {
        Optional<Arrival> next = pollOldest(budgets.bodyTime(), Optional.empty());
        while (next.isPresent()) {
            next.get().abort(RequestBody.tooSlow(budgets));
            next = pollOldest(budgets.bodyTime(), Optional.empty());
        }
    }

    private synchronized Optional<Arrival> pollOldest(Duration age, Optional<Arrival> butNot) {
        Iterator<Arrival> all = arrivals.iterator();
        if (!all.hasNext()) {
            return Optional.empty();
        }
        Arrival oldest = all.next();
        if (butNot.equals(Optional.of(oldest)) || NanoTime.since(oldest.began()) <= age.toNanos()) {
            return Optional.empty();
        }
        all.remove();
        return Optional.of(oldest);
    }
}
