package org.adcache.itest;

/** Gives a test class the one domain of this run whose controller demands channel binding, started. */
final class StrictSamba extends SambaResolver {
    static final int PEOPLE = 300;

    @Override
    SambaDomain provision() {
        return SambaDomain.provisionRequiringChannelBinding(PEOPLE, ServiceAccounts.GOOD);
    }
}
