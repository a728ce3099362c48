package org.adcache.itest;

/**
 * Provider of the one {@link SambaDomain} of this run, started: it is created for the first class that needs it and
 * removed after the last. Each class that changes accounts uses its own.
 */
final class SharedSamba extends SambaResolver {
    @Override
    SambaDomain provision() {
        long seed = Long.getLong("adcache.itest.seed", System.nanoTime());
        System.out.println("population of the Samba domain: -Dadcache.itest.seed=" + seed);
        return SambaDomain.provision(SambaPopulation.random(seed), ServiceAccounts.ALL.toArray(String[]::new));
    }
}
