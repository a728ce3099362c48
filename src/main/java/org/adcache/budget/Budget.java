package org.adcache.budget;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Budget of something finite, such as the bytes of all bodies in flight, with a count of what it refused. Thread-safe.
 *
 * <p>A bound on one thing, such as the depth of a DN, is a budget of which nothing is ever in use: see {@link
 * #allows(long)}.
 */
public final class Budget {
    private final String key;
    private volatile long limit;
    private final AtomicLong inUse = new AtomicLong();
    private final LongAdder refused = new LongAdder();

    /**
     * Creates an unused budget.
     *
     * @param key its name in the configuration, for instance {@code http.limits.connections}
     * @param limit the most that may be in use at once
     */
    public Budget(String key, long limit) {
        this.key = key;
        this.limit = limit;
    }

    /** Takes an amount, unless the limit would be exceeded; that is counted as a refusal. */
    public boolean tryTake(long amount) {
        if (inUse.addAndGet(amount) <= limit) {
            return true;
        }
        inUse.addAndGet(-amount);
        refused.increment();
        return false;
    }

    /** Returns an amount that was taken. */
    public void giveBack(long amount) {
        inUse.addAndGet(-amount);
    }

    /** Whether one thing of this size is within the limit; if it isn't, that is counted as a refusal. */
    public boolean allows(long size) {
        if (size <= limit) {
            return true;
        }
        refused.increment();
        return false;
    }

    public long limit() {
        return limit;
    }

    /** Changes the limit for what is taken from now on. */
    public void changeLimit(long other) {
        limit = other;
    }

    public BudgetReading reading() {
        return new BudgetReading(key, limit, inUse.get(), refused.sum());
    }
}
