package org.adcache.budget;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Work of one question, counted against a bound, so that the same question is always cut at the same place. Used by
 * one thread.
 */
public final class Work {
    private static final long CHECK_EACH = 1 << 14;

    private final Budget budget;
    private final long limit;
    private final BooleanSupplier wanted;
    private long spent;
    private long nextCheck = CHECK_EACH;
    private boolean cut;

    /** Starts to count. */
    public Work(Budget budget) {
        this(budget, () -> true);
    }

    /**
     * Starts to count.
     *
     * @param wanted checked now and then
     */
    public Work(Budget budget, BooleanSupplier wanted) {
        this.budget = budget;
        this.limit = budget.limit();
        this.wanted = wanted;
    }

    /**
     * Counts some units; false if the bound is exceeded, now or before.
     *
     * @throws CancellationException if {@code wanted} became false
     */
    public boolean spend(long units) {
        spent += units;
        if (spent >= nextCheck) {
            nextCheck = spent + CHECK_EACH;
            checkWanted();
        }
        return spent <= limit || refuse();
    }

    /**
     * Checks whether the answer is still wanted.
     *
     * @throws CancellationException if it isn't
     */
    public void checkWanted() {
        if (!wanted.getAsBoolean()) {
            throw new CancellationException();
        }
    }

    /** Counts the question as cut, once. */
    private boolean refuse() {
        if (!cut) {
            cut = true;
            budget.allows(spent);
        }
        return false;
    }

    /** Whether the bound was exceeded, so that the answer lacks something. */
    public boolean isCut() {
        return cut;
    }

    /** The units counted so far. */
    public long spent() {
        return spent;
    }
}
