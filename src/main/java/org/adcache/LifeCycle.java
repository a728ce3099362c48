package org.adcache;

import java.util.ArrayDeque;
import java.util.Deque;
import org.adcache.account.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parts that run, stopped in the reverse of the order in which they were added. One that fails to stop keeps no other.
 */
final class LifeCycle implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LifeCycle.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private LifeCycle() {}

    /** A start, which adds each part before it starts the next. */
    @FunctionalInterface
    interface Start<T> {
        T run(LifeCycle parts) throws ProblemException;
    }

    /**
     * Starts parts.
     *
     * @throws ProblemException if one can't start; those added before are stopped
     */
    static <T> T start(Start<T> start) throws ProblemException {
        LifeCycle parts = new LifeCycle();
        try {
            return start.run(parts);
        } catch (ProblemException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                log.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}
