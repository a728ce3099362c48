package org.adcache.itest;

/** Provider of the one domain of this run whose controller requires channel binding, started. */
final class StrictSamba extends SambaResolver {
    static final int PEOPLE = 300;

    @Override
    SambaDomain provision() {
        return SambaDomain.provisionRequiringChannelBinding(PEOPLE, ServiceAccounts.GOOD);
    }
}
