package org.adcache.integration;

import org.adcache.account.ProblemException;

/** The switch. Any thread may call it; changes take turns. */
public final class Integration {
    public IntegrationState state() {
        throw new UnsupportedOperationException();
    }

    /**
     * Turns the integration on and starts a sync; nothing if it is on already.
     *
     * @throws ProblemException if the state can't be written
     */
    public IntegrationState enable() throws ProblemException {
        throw new UnsupportedOperationException();
    }

    /**
     * Turns the integration off and returns after the wipe; nothing if it is off already.
     *
     * @throws ProblemException if something can't be deleted; lookups answer Unknown all the same
     */
    public IntegrationState disable() throws ProblemException {
        throw new UnsupportedOperationException();
    }
}
