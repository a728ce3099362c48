package org.adcache.itest;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** Counts of a soak's answers. */
final class SoakReport {
    private static final int QUOTED = 20;

    private final LongAdder right = new LongAdder();
    private final LongAdder wrong = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder undecided = new LongAdder();
    private final LongAdder disconnected = new LongAdder();
    private final List<String> faults = new CopyOnWriteArrayList<>();

    void answered(Optional<String> fault) {
        if (fault.isEmpty()) {
            right.increment();
            return;
        }
        wrong.increment();
        if (faults.size() < QUOTED) {
            faults.add(fault.get());
        }
    }

    /** Counts an answer 429. */
    void refused() {
        refused.increment();
    }

    /** Counts an answer that is honestly unknown. */
    void undecided() {
        undecided.increment();
    }

    void disconnected(IOException reason) {
        disconnected.increment();
    }

    long right() {
        return right.sum();
    }

    long refusals() {
        return refused.sum();
    }

    long undecidedAnswers() {
        return undecided.sum();
    }

    long disconnections() {
        return disconnected.sum();
    }

    long wrong() {
        return wrong.sum();
    }

    /** The first wrong answers. */
    List<String> faults() {
        return List.copyOf(faults);
    }
}
