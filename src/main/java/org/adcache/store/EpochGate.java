package org.adcache.store;

import java.util.concurrent.atomic.AtomicLong;
import org.adcache.account.Epoch;

/** The epoch that may be written; work of an earlier one ends at its next look here. */
final class EpochGate {
    private final AtomicLong current;

    EpochGate(Epoch current) {
        this.current = new AtomicLong(current.number());
    }

    Epoch current() {
        return new Epoch(current.get());
    }

    /**
     * Moves on to an epoch.
     *
     * @throws IllegalArgumentException if it lies behind
     */
    void raise(Epoch epoch) {
        long before = current.getAndAccumulate(epoch.number(), Math::max);
        if (before > epoch.number()) {
            throw new IllegalArgumentException("epoch " + epoch.number() + " lies before " + before);
        }
    }

    /**
     * Lets work of this epoch pass.
     *
     * @throws StoreException type {@code epoch-changed} if it is another
     */
    void pass(Epoch epoch) throws StoreException {
        if (current.get() != epoch.number()) {
            throw StoreProblems.epochChanged();
        }
    }
}
