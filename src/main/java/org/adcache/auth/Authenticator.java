package org.adcache.auth;

import java.util.Locale;
import java.util.Optional;
import org.adcache.account.Problem;

/** Authentication and authorisation of requests: by token or, in the demo, by a loopback host name. */
public final class Authenticator {
    private static final String SCHEME = "bearer ";

    private final Optional<Tokens> tokens;
    private final Optional<LocalToken> local;

    private Authenticator(Optional<Tokens> tokens, Optional<LocalToken> local) {
        this.tokens = tokens;
        this.local = local;
    }

    public static Authenticator withTokens(Tokens tokens) {
        return withTokens(tokens, Optional.empty());
    }

    /** With the token of the local administrators too, which is accepted even if the file with the others is damaged. */
    public static Authenticator withTokens(Tokens tokens, Optional<LocalToken> local) {
        return new Authenticator(Optional.of(tokens), local);
    }

    /** Requires no token. The server then listens on loopback only and checks the requested host name. */
    public static Authenticator loopbackOnly() {
        return new Authenticator(Optional.empty(), Optional.empty());
    }

    /** Whether no token is required. */
    public boolean isLoopbackOnly() {
        return tokens.isEmpty();
    }

    /** Why all tokens are rejected, if the file can't be read. */
    public Optional<Problem> damage() {
        return tokens.flatMap(Tokens::damage);
    }

    /**
     * Cache of the last credential, for a sequence of requests with mostly the same one, as on a connection: it is
     * hashed once.
     */
    public static final class CachedCredential {
        private String authorization = "";
        private Optional<Tokens.TokenHash> hash = Optional.empty();

        private Optional<Tokens.TokenHash> hashOf(String presented) {
            if (!presented.equals(authorization)) {
                hash = secret(presented).flatMap(Tokens.TokenHash::of);
                authorization = presented;
            }
            return hash;
        }
    }

    /**
     * Authenticates a request without a cached credential.
     *
     * @throws NotAdmittedException if the token is missing, wrong, expired or of another scope
     */
    public Principal admit(Credentials credentials, RequiredScope required) {
        return admit(credentials, new CachedCredential(), required);
    }

    /**
     * Authenticates a request to a route.
     *
     * @param before the same caller's last credential; for one thread at a time
     * @throws NotAdmittedException if the token is missing, wrong, expired or of another scope
     */
    public Principal admit(Credentials credentials, CachedCredential before, RequiredScope required) {
        if (tokens.isEmpty() || required == RequiredScope.OPEN) {
            return Principal.LOCAL;
        }
        if (credentials.authorization().isEmpty()) {
            throw new NotAdmittedException(NotAdmittedException.Reason.NO_CREDENTIAL, required);
        }
        Optional<ApiToken> token =
                before.hashOf(credentials.authorization().get()).flatMap(this::find);
        if (token.isEmpty()) {
            throw new NotAdmittedException(NotAdmittedException.Reason.UNKNOWN_CREDENTIAL, required);
        }
        Principal caller = Principal.of(token.get());
        if (!required.allows(caller.scopes())) {
            throw new NotAdmittedException(NotAdmittedException.Reason.SCOPE_MISSING, required);
        }
        return caller;
    }

    private Optional<ApiToken> find(Tokens.TokenHash secret) {
        Optional<ApiToken> known = tokens.flatMap(all -> all.find(secret));
        return known.isPresent() ? known : local.flatMap(token -> token.find(secret));
    }

    private static Optional<String> secret(String authorization) {
        return authorization.length() > SCHEME.length()
                        && authorization
                                .substring(0, SCHEME.length())
                                .toLowerCase(Locale.ROOT)
                                .equals(SCHEME)
                ? Optional.of(authorization.substring(SCHEME.length()).strip())
                : Optional.empty();
    }
}
