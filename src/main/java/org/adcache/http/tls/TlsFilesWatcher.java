package org.adcache.http.tls;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** Looks twice a second whether the TLS files have changed, as long as the listener runs. */
public final class TlsFilesWatcher extends AbstractLifeCycle {
    private static final Duration EVERY = Duration.ofMillis(500);

    private final ServerConnector connector;
    private final Runnable look;
    private Scheduler.@Nullable Task next;

    /** @param look is run on the connector's threads */
    public TlsFilesWatcher(ServerConnector connector, Runnable look) {
        this.connector = connector;
        this.look = look;
    }

    @Override
    protected synchronized void doStart() {
        next = connector
                .getScheduler()
                .schedule(
                        () -> connector.getExecutor().execute(this::lookAndGoOn),
                        EVERY.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void lookAndGoOn() {
        try {
            look.run();
        } finally {
            if (isRunning() || isStarting()) {
                doStart();
            }
        }
    }

    @Override
    protected synchronized void doStop() {
        if (next != null) {
            next.cancel();
        }
    }
}
