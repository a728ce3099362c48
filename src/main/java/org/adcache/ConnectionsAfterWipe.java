package org.adcache;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.adcache.http.HttpServer;
import org.adcache.integration.WipeListener;
import org.adcache.integration.WipeReceipt;

/**
 * Closing of idle connections after a wipe: the parser of each holds the last question, until the next one or the end
 * of the connection.
 */
final class ConnectionsAfterWipe implements WipeListener {
    private static final long[] LATER_MILLIS = {100, 400, 700, 900};

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
        for (long millis : LATER_MILLIS) {
            var unused = timer.schedule(http::closeIdle, millis, TimeUnit.MILLISECONDS);
        }
    }
}
