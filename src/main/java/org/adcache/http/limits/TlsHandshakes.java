package org.adcache.http.limits;

import java.util.concurrent.Executor;
import org.adcache.budget.Budget;
import org.adcache.budget.FewAtOnce;
import org.eclipse.jetty.io.EndPoint;

/**
 * Steps of TLS handshakes. Each takes a millisecond or more of a processor, so few are made at once, by threads of their
 * own, and as many wait as a budget allows; beyond it, the connection is closed. Thread-safe.
 */
public final class TlsHandshakes {
    private final Executor threads;
    private final FewAtOnce few;

    /**
     * Creates handshakes that use at most half of the processors.
     *
     * @param waiting how many steps may wait
     */
    public TlsHandshakes(Executor threads, Budget waiting) {
        this.threads = threads;
        this.few = FewAtOnce.onHalfOfTheProcessors(waiting);
    }

    /** Makes a step of a connection's handshake later, or closes the connection. */
    void execute(EndPoint endPoint, Runnable step) {
        if (!few.execute(threads, () -> run(endPoint, step))) {
            endPoint.close();
        }
    }

    private static void run(EndPoint endPoint, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            endPoint.close(e);
        }
    }
}
