package org.adcache.itest;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Provider of a started domain of this run for test classes; it is provisioned for the first and removed after the
 * last.
 */
abstract class SambaResolver implements ParameterResolver {
    abstract SambaDomain provision();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SambaDomain.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        SambaDomain domain = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(getClass()))
                .getOrComputeIfAbsent(SambaDomain.class, key -> provision(), SambaDomain.class);
        domain.start();
        return domain;
    }
}
