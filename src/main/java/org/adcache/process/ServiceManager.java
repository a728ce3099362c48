package org.adcache.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Service manager (systemd) that started this process with {@code Type=notify}: it is notified of the states of the
 * service. Without one every method does nothing. If it can't be notified, that is logged once. Thread-safe.
 */
public final class ServiceManager {
    private static final Logger log = LoggerFactory.getLogger(ServiceManager.class);

    private final Optional<NotifySocket> socket;
    private final Optional<Duration> watchdog;
    private @Nullable String status;
    private boolean failed;

    private ServiceManager(Optional<NotifySocket> socket, Optional<Duration> watchdog) {
        this.socket = socket;
        this.watchdog = watchdog;
    }

    /**
     * The manager that an environment names. A process that replaced another has the same one.
     *
     * @param pid of this process
     */
    public static ServiceManager of(Map<String, String> environment, long pid) {
        Optional<NotifySocket> socket = NotifySocket.of(environment);
        return new ServiceManager(socket, socket.flatMap(any -> watchdog(environment, pid)));
    }

    /** The manager's timeout; empty if it has none for this process. */
    private static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
        String watched = environment.getOrDefault("WATCHDOG_PID", Long.toString(pid));
        String microseconds = environment.getOrDefault("WATCHDOG_USEC", "");
        return watched.equals(Long.toString(pid)) && microseconds.matches("[1-9]\\d{0,17}")
                ? Optional.of(Duration.ofNanos(Long.parseLong(microseconds) * 1000))
                : Optional.empty();
    }

    /** Whether there is a manager. */
    public boolean isPresent() {
        return socket.isPresent();
    }

    /** The time after which the manager kills a process that doesn't call {@link #alive}; empty if it never does. */
    public Optional<Duration> watchdog() {
        return watchdog;
    }

    /** Reports that the service accepts requests, and what it does. */
    public synchronized void ready(String line) {
        status = line;
        send("READY=1", "STATUS=" + line);
    }

    /** Reports what the service does, if that has changed. */
    public synchronized void status(String line) {
        if (!line.equals(status)) {
            status = line;
            send("STATUS=" + line);
        }
    }

    /** Reports that the configuration is read again; {@link #ready} ends it. */
    public void reloading() {
        // The same clock as CLOCK_MONOTONIC on Linux, as the manager demands.
        send("RELOADING=1", "MONOTONIC_USEC=" + System.nanoTime() / 1000);
    }

    /** Reports that the service is ending. */
    public synchronized void stopping() {
        status = "stopping";
        send("STOPPING=1", "STATUS=stopping");
    }

    /** Restarts the time of {@link #watchdog}. */
    public void alive() {
        send("WATCHDOG=1");
    }

    private void send(String... assignments) {
        if (socket.isEmpty()) {
            return;
        }
        try {
            socket.get().send(assignments);
            failedBefore(false);
        } catch (IOException e) {
            if (!failedBefore(true)) {
                log.error("The service manager can't be notified, and may restart this service: {}", e.getMessage());
            }
        }
    }

    private synchronized boolean failedBefore(boolean fails) {
        boolean before = failed;
        failed = fails;
        return before;
    }
}
