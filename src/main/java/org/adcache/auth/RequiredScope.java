package org.adcache.auth;

import java.util.Locale;
import java.util.Set;

/** Scope that a route requires. */
public enum RequiredScope {
    /** No credential required. */
    OPEN,
    /** Any caller that is known. */
    ANY,
    LOOKUP,
    SUGGEST,
    ADMIN;

    public boolean allows(Set<Scope> scopes) {
        return switch (this) {
            case OPEN, ANY -> true;
            case LOOKUP -> scopes.contains(Scope.LOOKUP) || scopes.contains(Scope.ADMIN);
            case SUGGEST -> scopes.contains(Scope.SUGGEST) || scopes.contains(Scope.ADMIN);
            case ADMIN -> scopes.contains(Scope.ADMIN);
        };
    }

    /** Name in answers; the scope's own where one is required. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
