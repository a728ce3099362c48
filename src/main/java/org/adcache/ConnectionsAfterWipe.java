package org.adcache;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.adcache.http.HttpServer;
import org.adcache.integration.WipeListener;
import org.adcache.integration.WipeReceipt;

/**
 * Closing of idle connections after a wipe: the parser of each holds the last question, until the next one or the end
 * of the connection. Questions that come later are refused, and a refusal is followed by another parser or by the end.
 */
final class ConnectionsAfterWipe implements WipeListener {
    private static final long[] CLOSED_AFTER_MILLIS = {100, 400, 700, 900};
    private static final long[] FORGOTTEN_AFTER_MILLIS = {150, 450, 750, 950, 1500};

    private final HttpServer http;
    private final ScheduledExecutorService timer;

    ConnectionsAfterWipe(HttpServer http, ScheduledExecutorService timer) {
        this.http = http;
        this.timer = timer;
    }

    @Override
    public void wiping() {}

    @Override
    public void wiped(WipeReceipt receipt) {}

    @Override
    public void receiptSent() {
        for (long millis : CLOSED_AFTER_MILLIS) {
            later(http::closeIdle, millis);
        }
        for (long millis : FORGOTTEN_AFTER_MILLIS) {
            later(http::forgetClosed, millis);
        }
    }

    private void later(Runnable step, long millis) {
        var unused = timer.schedule(step, millis, TimeUnit.MILLISECONDS);
    }
}
