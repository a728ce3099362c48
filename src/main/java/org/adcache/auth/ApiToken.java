package org.adcache.auth;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** API token without its secret. */
public record ApiToken(
        String id, Optional<String> name, Set<Scope> scopes, Instant createdAt, Optional<Instant> expiresAt) {
    public ApiToken {
        scopes = Set.copyOf(scopes);
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a token needs a scope");
        }
    }

    /** Whether this is its id or its name. */
    public boolean isCalled(String idOrName) {
        return id.equals(idOrName) || name.equals(Optional.of(idOrName));
    }

    public boolean expiredAt(Instant now) {
        return expiresAt.filter(end -> !now.isBefore(end)).isPresent();
    }
}
