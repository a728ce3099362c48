package org.adcache.auth;

import java.util.Optional;
import java.util.Set;

/** Authenticated caller: the holder of a token or, without one, a user of this machine. */
public record Principal(Optional<ApiToken> token, Set<Scope> scopes) {
    public static final Principal LOCAL = new Principal(Optional.empty(), Set.of(Scope.values()));

    public static Principal of(ApiToken token) {
        return new Principal(Optional.of(token), token.scopes());
    }
}
