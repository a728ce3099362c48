package org.adcache;

import java.util.concurrent.TimeUnit;
import org.adcache.integration.WipeListener;
import org.adcache.integration.WipeReceipt;

/**
 * Garbage collections after a wipe: one before the receipt, another for what the first only finalized, such as the TLS
 * buffers of connections to a directory. Nothing reachable holds personal data then.
 */
final class CollectionAfterWipe implements WipeListener {
    private static final long FINALIZING_MILLIS = 300;

    private final ServiceThreads threads;

    CollectionAfterWipe(ServiceThreads threads) {
        this.threads = threads;
    }

    @Override
    public void wiping() {}

    @Override
    public void wiped(WipeReceipt receipt) {
        System.gc();
    }

    @Override
    public void receiptSent() {
        var unused = threads.timer().schedule(System::gc, FINALIZING_MILLIS, TimeUnit.MILLISECONDS);
    }
}
