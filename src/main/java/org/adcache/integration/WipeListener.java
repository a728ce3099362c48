package org.adcache.integration;

/** Listener for completed wipes. */
@FunctionalInterface
public interface WipeListener {
    /**
     * Called once for each wipe, when nothing of it is pending any more; the answer to the request that started it may
     * not have been sent yet. Must return at once.
     */
    void wiped(WipeReceipt receipt);
}
