package org.adcache.http;

import java.util.Optional;
import java.util.Set;

/** Who asks: the holder of a token, or, without one, somebody on this machine. */
public record Caller(Optional<ApiToken> token, Set<Scope> scopes) {
    public static final Caller LOCAL = new Caller(Optional.empty(), Set.of(Scope.values()));

    public static Caller of(ApiToken token) {
        return new Caller(Optional.of(token), token.scopes());
    }
}
