package org.adcache.http.limits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
    /** Time in which an aborted body may still be told why. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private static final int EVICTIONS = 8;

    private final HttpBudgets budgets;
    private final Set<Arrival> arrivals = new LinkedHashSet<>();
    /** Those that have not ended since they were aborted, and the time of that. */
    private final Map<Arrival, Long> aborted = new LinkedHashMap<>();

    public ArrivingBodies(HttpBudgets budgets) {
        this.budgets = budgets;
    }

    /** Body that has not arrived completely. */
    public interface Arrival {
        /** The start, as nano time. */
        long began();

        /**
         * Drops what has arrived, and ends the request with this problem as soon as more arrives.
         *
         * @param problem made only if the body has neither arrived nor failed meanwhile; making it may count it
         */
        void abort(Supplier<HttpProblem> problem);

        /** Closes the connection. */
        void disconnect();
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
        aborted.remove(arrival);
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
        oldest.ifPresent(arrival -> arrival.abort(RequestBody::tooMany));
        return oldest.isPresent();
    }

    /** Aborts those whose time is up, and closes the connections of those that were aborted and are silent. */
    void expire() {
        pollSilent().forEach(Arrival::disconnect);
        Optional<Arrival> next = pollOldest(budgets.bodyTime(), Optional.empty());
        while (next.isPresent()) {
            next.get().abort(() -> RequestBody.tooSlow(budgets));
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
        aborted.put(oldest, NanoTime.now());
        return Optional.of(oldest);
    }

    private synchronized List<Arrival> pollSilent() {
        List<Arrival> silent = new ArrayList<>();
        aborted.forEach((arrival, since) -> {
            if (NanoTime.since(since) > LAST_WORDS.toNanos()) {
                silent.add(arrival);
            }
        });
        silent.forEach(aborted::remove);
        return silent;
    }
}
