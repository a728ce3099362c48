package org.adcache;

import java.util.concurrent.TimeUnit;
import org.adcache.integration.WipeListener;
import org.adcache.integration.WipeReceipt;

/**
 * Garbage collections after a wipe: one before the receipt, others for what a cycle still held that was ending, and for
 * what the one before only finalized, such as the TLS buffers of connections to a directory. Nothing reachable holds
 * personal data then.
 */
final class CollectionAfterWipe implements WipeListener {
    private static final long[] LATER_MILLIS = {300, 600, 900};
    private static final long AFTERWARDS_MILLIS = 1000;

    private final ServiceThreads threads;

    CollectionAfterWipe(ServiceThreads threads) {
        this.threads = threads;
    }

    @Override
    public void wiping() {}

    @Override
    public void wiped(WipeReceipt receipt) {
        threads.endIdle();
        System.gc();
    }

    @Override
    public void receiptSent() {
        for (long millis : LATER_MILLIS) {
            later(System::gc, millis);
        }
        later(threads::keepIdle, AFTERWARDS_MILLIS);
    }

    private void later(Runnable step, long millis) {
        var unused = threads.timer().schedule(step, millis, TimeUnit.MILLISECONDS);
    }
}
