package org.adcache.integration;

/** Listener for wipes that an administrator ordered. */
public interface WipeListener {
    /** Called when a wipe begins, before anything is destroyed; delays it, so must return at once. */
    void wiping();

    /**
     * Called once a wipe was tried, and again when a repetition has finished it; the answer to the request that started
     * it may not have been sent yet. Must return soon.
     */
    void wiped(WipeReceipt receipt);

    /** Called once the receipt was sent. */
    void receiptSent();
}
