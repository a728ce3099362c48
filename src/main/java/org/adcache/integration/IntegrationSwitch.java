package org.adcache.integration;

import org.adcache.account.ProblemException;

/** The switch as administrators see it: its state, on and off. */
public interface IntegrationSwitch {
    IntegrationState state();

    /**
     * Turns the integration on and starts a sync; nothing if it is on already.
     *
     * @throws ProblemException type {@code wipe-incomplete} if keys of the last wipe may still be readable; others if
     *     the state can't be written or Kerberos can't be prepared
     */
    IntegrationState enable() throws ProblemException;

    /**
     * Turns the integration off and returns after the wipe, within a second or so; nothing if it is off already.
     * Lookups answer Unknown from the first moment. What could not be destroyed is pending in the receipt, and the wipe
     * is repeated until nothing is; asking again repeats it at once.
     */
    IntegrationState disable();

    /** Reports that the answer to {@link #disable} was sent. */
    void receiptSent();
}
