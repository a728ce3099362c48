package org.adcache.integration;

/** Listener to wipes that an administrator ordered. */
public interface WipeListener {
    /** Called once answers are Unknown and the wipe has ended, complete or not; the receipt isn't sent yet. */
    void wiped();

    /** Called once the receipt was sent. */
    void receiptSent();
}
