package org.adcache.itest;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class the one {@link SambaDomain} of this run, started: it is made for the first class that asks and
 * removed after the last. Each class that changes accounts uses its own.
 */
final class SharedSamba implements ParameterResolver {
    private static final Namespace STORE = Namespace.create(SharedSamba.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SambaDomain.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        SambaDomain domain = context.getRoot()
                .getStore(STORE)
                .getOrComputeIfAbsent(SambaDomain.class, key -> provision(), SambaDomain.class);
        domain.start();
        return domain;
    }

    private static SambaDomain provision() {
        long seed = Long.getLong("adcache.itest.seed", System.nanoTime());
        System.out.println("population of the Samba domain: -Dadcache.itest.seed=" + seed);
        return SambaDomain.provision(Population.random(seed), ServiceAccounts.ALL.toArray(String[]::new));
    }
}
