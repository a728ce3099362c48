package org.adcache.http;

import java.util.Locale;
import java.util.Optional;
import org.adcache.account.Problem;
import org.jspecify.annotations.Nullable;

/** Who may come in: the holders of tokens, or, in the demo, whoever asks a loopback name from this machine. */
public final class SignIn {
    private static final String SCHEME = "bearer ";
    private static final String CHALLENGE = "Bearer realm=\"adcache\"";

    private final Optional<Tokens> tokens;

    private SignIn(Optional<Tokens> tokens) {
        this.tokens = tokens;
    }

    public static SignIn withTokens(Tokens tokens) {
        return new SignIn(Optional.of(tokens));
    }

    /** No token needed. The server then listens on loopback only and checks the name it was asked by. */
    public static SignIn loopbackOnly() {
        return new SignIn(Optional.empty());
    }

    boolean isLoopbackOnly() {
        return tokens.isEmpty();
    }

    Optional<Problem> damage() {
        return tokens.flatMap(Tokens::damage);
    }

    /** What was presented last where mostly the same is presented again, as on one connection: it is hashed once. */
    static final class Presented {
        private String authorization = "";
        private Optional<Tokens.Hash> hash = Optional.empty();

        private Optional<Tokens.Hash> hashOf(String presented) {
            if (!presented.equals(authorization)) {
                hash = secret(presented).flatMap(Tokens.Hash::of);
                authorization = presented;
            }
            return hash;
        }
    }

    /** Admits a caller who is new here. */
    Caller admit(@Nullable String authorization, Access access) {
        return admit(authorization, new Presented(), access);
    }

    /**
     * Admits a caller to a route.
     *
     * @param authorization the request's header, null if it has none
     * @param before what the same caller presented before; for one thread at a time
     * @throws Refusal if the token is missing, wrong, expired or of another scope
     */
    Caller admit(@Nullable String authorization, Presented before, Access access) {
        if (tokens.isEmpty() || access == Access.OPEN) {
            return Caller.LOCAL;
        }
        if (authorization == null) {
            throw new Refusal(ProblemKind.UNAUTHORIZED, "This route needs a token.")
                    .remedy("Send Authorization: Bearer and a token of \"adcache token create\".")
                    .header("WWW-Authenticate", CHALLENGE);
        }
        Caller caller = before.hashOf(authorization)
                .flatMap(tokens.get()::find)
                .map(Caller::of)
                .orElseThrow(() -> new Refusal(ProblemKind.UNAUTHORIZED, "The token is unknown, revoked or expired.")
                        .remedy("Create a new one with \"adcache token create\".")
                        .header("WWW-Authenticate", CHALLENGE + ", error=\"invalid_token\""));
        if (!access.allows(caller.scopes())) {
            String scope = AccountJson.label(access);
            throw new Refusal(ProblemKind.FORBIDDEN, "The token has no scope " + scope + ".")
                    .remedy("Use a token with scope " + scope + ".")
                    .header("WWW-Authenticate", CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + scope + "\"");
        }
        return caller;
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
