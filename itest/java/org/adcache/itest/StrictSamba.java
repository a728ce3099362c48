package org.adcache.itest;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test class the one domain of this run whose controller demands channel binding, started. */
final class StrictSamba implements ParameterResolver {
    static final int PEOPLE = 300;

    private static final Namespace STORE = Namespace.create(StrictSamba.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SambaDomain.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        SambaDomain domain = context.getRoot()
                .getStore(STORE)
                .getOrComputeIfAbsent(
                        SambaDomain.class,
                        key -> SambaDomain.provisionRequiringChannelBinding(PEOPLE, ServiceAccounts.GOOD),
                        SambaDomain.class);
        domain.start();
        return domain;
    }
}
