package org.adcache.store.manifest;

import java.util.concurrent.atomic.AtomicLong;
import org.adcache.account.Epoch;
import org.adcache.store.StoreException;
import org.adcache.store.file.StoreProblems;

/** Epoch fence: the epoch that may be written; work of an earlier one fails at its next check here. */
public final class EpochFence {
    private final AtomicLong current;

    public EpochFence(Epoch current) {
        this.current = new AtomicLong(current.number());
    }

    public Epoch current() {
        return new Epoch(current.get());
    }

    /**
     * Raises the current epoch.
     *
     * @throws IllegalArgumentException if this one is lower
     */
    public void raise(Epoch epoch) {
        long before = current.getAndAccumulate(epoch.number(), Math::max);
        if (before > epoch.number()) {
            throw new IllegalArgumentException("epoch " + epoch.number() + " lies before " + before);
        }
    }

    /**
     * Checks that this epoch is the current one.
     *
     * @throws StoreException type {@code epoch-changed} if it is another
     */
    public void pass(Epoch epoch) throws StoreException {
        if (current.get() != epoch.number()) {
            throw StoreProblems.epochChanged();
        }
    }
}
