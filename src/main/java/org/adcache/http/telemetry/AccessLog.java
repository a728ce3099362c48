package org.adcache.http.telemetry;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Access log: one line of the log {@code adcache.access} for each request, without query strings and without the names
 * of people. A thread of its own writes the lines, so that no request waits for the output; lines beyond the ones that
 * wait for it are dropped and counted. Off until {@link #enable}.
 */
public final class AccessLog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger("adcache.access");
    private static final int WAITING = 10_000;

    private final BlockingQueue<Line> lines = new ArrayBlockingQueue<>(WAITING);
    private final LongAdder dropped = new LongAdder();
    private volatile boolean enabled;
    private @Nullable Thread writer;

    /**
     * Line of the log.
     *
     * @param path of the route, without the values of parameters
     * @param bytes of the answer's body
     * @param micros from the arrival of the request to its answer
     * @param caller kind and id; empty if nobody was admitted
     */
    record Line(
            String method,
            String path,
            int status,
            long bytes,
            long micros,
            Optional<String> caller,
            Optional<String> requestId,
            Optional<String> traceId) {}

    /** Turns it on or off. */
    public synchronized void enable(boolean on) {
        enabled = on;
        if (on && writer == null) {
            Thread thread = new Thread(this::write, "access-log");
            thread.setDaemon(true);
            thread.start();
            writer = thread;
        }
    }

    boolean isEnabled() {
        return enabled;
    }

    /** Number of lines that were dropped, because the output was slower than the requests. */
    public long dropped() {
        return dropped.sum();
    }

    void add(Line line) {
        if (!lines.offer(line)) {
            dropped.increment();
        }
    }

    private void write() {
        try {
            while (true) {
                write(lines.take());
            }
        } catch (InterruptedException e) {
            for (Line left = lines.poll(); left != null; left = lines.poll()) {
                write(left);
            }
        }
    }

    private static void write(Line line) {
        LoggingEventBuilder event = log.atInfo()
                .addKeyValue("method", line.method())
                .addKeyValue("path", line.path())
                .addKeyValue("status", line.status())
                .addKeyValue("bytes", line.bytes())
                .addKeyValue("micros", line.micros());
        event = with(event, "caller", line.caller());
        event = with(event, "requestId", line.requestId());
        event = with(event, "traceId", line.traceId());
        event.log(
                "{} {} {} {} B {} µs {} {}",
                line.method(),
                line.path(),
                line.status(),
                line.bytes(),
                line.micros(),
                line.caller().orElse("-"),
                line.requestId().orElse("-"));
    }

    private static LoggingEventBuilder with(LoggingEventBuilder event, String key, Optional<String> value) {
        return value.isPresent() ? event.addKeyValue(key, value.get()) : event;
    }

    /** Writes what waits, and ends. */
    @Override
    public void close() {
        Thread ending;
        synchronized (this) {
            enabled = false;
            ending = writer;
            writer = null;
        }
        if (ending == null) {
            return;
        }
        ending.interrupt();
        try {
            ending.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
