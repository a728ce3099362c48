package org.adcache;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.adcache.process.HealthProbe;
import org.adcache.process.ServiceManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service as its service manager knows it: ready, reloading, stopping, what it does, and alive while the fast path
 * answers. Two threads of its own: what the service does may have to wait for a lock, and must not delay the watchdog.
 */
final class ManagedProcess implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ManagedProcess.class);
    private static final Duration STATUS_EVERY = Duration.ofSeconds(5);

    private final ServiceManager manager;
    private final Supplier<String> status;
    private final HealthProbe probe;
    private volatile boolean closed;

    /**
     * @param status what the service does, in one line
     * @param probe fails unless the fast path answers
     */
    ManagedProcess(ServiceManager manager, Supplier<String> status, HealthProbe probe) {
        this.manager = manager;
        this.status = status;
        this.probe = probe;
    }

    /** Reports that the service is ready, and starts to report what it does and that it is alive. */
    void ready() {
        if (manager.isPresent()) {
            manager.ready(status.get());
            repeat("service-status", STATUS_EVERY, () -> manager.status(status.get()));
            manager.watchdog()
                    .map(timeout -> timeout.dividedBy(2))
                    .ifPresent(every -> repeat("watchdog", every, () -> watch(every)));
        }
    }

    /** Reloads the configuration, and reports that. */
    void reload(Runnable reload) {
        manager.reloading();
        try {
            reload.run();
        } finally {
            manager.ready(status.get());
        }
    }

    private void watch(Duration timeout) {
        try {
            probe.run(timeout);
            manager.alive();
        } catch (IOException e) {
            log.error(
                    "This service does not answer its own request within {} s: {}. The service manager restarts it unless"
                            + " the next is answered.",
                    timeout.toMillis() / 1000.0,
                    e.getMessage());
        }
    }

    private void repeat(String name, Duration every, Runnable task) {
        Thread thread = new Thread(() -> repeat(every, task), name);
        thread.setDaemon(true);
        thread.start();
    }

    private void repeat(Duration every, Runnable task) {
        while (!closed) {
            long began = System.nanoTime();
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("the service manager is not notified", e);
            }
            LockSupport.parkNanos(every.toNanos() - (System.nanoTime() - began));
        }
    }

    /** Reports that the service is stopping. Nothing else is reported from then on. */
    @Override
    public void close() {
        closed = true;
        manager.stopping();
    }
}
