package org.adcache.integration;

import org.adcache.account.ProblemException;

/** The switch as administrators see it: its state, on and off. */
public interface IntegrationSwitch {
    IntegrationState state();

    /**
     * Turns the integration on and starts a sync; nothing if it is on already.
     *
     * @throws ProblemException if an unfinished wipe can't be finished, or the state can't be written
     */
    IntegrationState enable() throws ProblemException;

    /**
     * Turns the integration off and returns after the wipe; nothing if it is off already. Lookups answer Unknown as
     * soon as the new epoch is on disk.
     *
     * @throws ProblemException if something can't be deleted; asking again tries again
     */
    IntegrationState disable() throws ProblemException;

    /** Reports that the answer to {@link #disable}, or its failure, was sent. */
    void receiptSent();
}
