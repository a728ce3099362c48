package org.adcache.itest;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Provider of the one {@link LinkedDomains} of this run for test classes; it is removed after the last class. */
final class SharedLinkedDomains implements ParameterResolver {
    private static final Namespace STORE = Namespace.create(SharedLinkedDomains.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LinkedDomains.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        LinkedDomains domains = context.getRoot()
                .getStore(STORE)
                .getOrComputeIfAbsent(LinkedDomains.class, key -> LinkedDomains.start(), LinkedDomains.class);
        domains.corp().start();
        domains.lab().start();
        return domains;
    }
}
