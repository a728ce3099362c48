package org.adcache.http.limits;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * Timeouts of bodies that arrive too slowly and answers that are read too slowly, checked twice a second. Jetty's own
 * idle timeout covers silence only.
 */
public final class SlowTransfers extends AbstractLifeCycle implements Runnable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final ServerConnector connector;
    private final ArrivingBodies bodies;
    private final PendingAnswers answers;

    public SlowTransfers(ServerConnector connector, ArrivingBodies bodies, PendingAnswers answers) {
        this.connector = connector;
        this.bodies = bodies;
        this.answers = answers;
    }

    @Override
    protected void doStart() {
        lookLater();
    }

    @Override
    public void run() {
        if (!isRunning()) {
            return;
        }
        try {
            bodies.expire();
            answers.expire();
            connector.getConnectedEndPoints().forEach(this::closeIfTooSlow);
        } finally {
            lookLater();
        }
    }

    private void closeIfTooSlow(EndPoint endPoint) {
        if (endPoint instanceof BoundedEndPoint bounded
                && bounded.isTooSlow(answers.budgets().answerTime())) {
            answers.budgets().countSlowReader();
            bounded.close();
        }
    }

    private void lookLater() {
        connector.getScheduler().schedule(this, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
}
