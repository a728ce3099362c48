package org.adcache;

import java.util.ArrayDeque;
import java.util.Deque;
import org.adcache.account.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lifecycle of parts, which are stopped in reverse of the order in which they were added. A part that fails to stop
 * doesn't prevent the others from stopping.
 */
final class LifeCycle implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LifeCycle.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private LifeCycle() {}

    /** A start sequence, which adds each part before it starts the next. */
    @FunctionalInterface
    interface Start<T> {
        T run(LifeCycle parts) throws ProblemException;
    }

    /**
     * Runs a start sequence.
     *
     * @throws ProblemException if a part can't start; those added before are stopped
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
