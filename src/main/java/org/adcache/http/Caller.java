package org.adcache.http;

import java.util.Optional;
import java.util.Set;

/** Who asks: the holder of a token, or, without one, somebody on this machine. */
record Caller(Optional<ApiToken> token, Set<Scope> scopes) {
    static final Caller LOCAL = new Caller(Optional.empty(), Set.of(Scope.values()));

    static Caller of(ApiToken token) {
        return new Caller(Optional.of(token), token.scopes());
    }
}
