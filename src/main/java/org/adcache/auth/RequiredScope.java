package org.adcache.auth;

import java.util.Locale;
import java.util.Set;

/** What a route asks of its caller. */
public enum RequiredScope {
    /** No token at all. */
    OPEN,
    ANY_TOKEN,
    LOOKUP,
    SUGGEST,
    ADMIN;

    public boolean allows(Set<Scope> scopes) {
        return switch (this) {
            case OPEN, ANY_TOKEN -> true;
            case LOOKUP -> scopes.contains(Scope.LOOKUP) || scopes.contains(Scope.ADMIN);
            case SUGGEST -> scopes.contains(Scope.SUGGEST) || scopes.contains(Scope.ADMIN);
            case ADMIN -> scopes.contains(Scope.ADMIN);
        };
    }

    /** The name in answers; where a scope is required, the scope's. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
