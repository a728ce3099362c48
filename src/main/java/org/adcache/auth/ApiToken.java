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

    boolean expiredAt(Instant now) {
        return expiresAt.filter(end -> !now.isBefore(end)).isPresent();
    }
}
