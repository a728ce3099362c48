package org.adcache.http.problem;

import org.adcache.auth.NotAdmittedException;

/** Problem answers to callers who are not admitted: 401 or 403, with the challenge of RFC 6750, section 3. */
final class AccessProblem {
    private static final String CHALLENGE = "Bearer realm=\"adcache\"";

    private AccessProblem() {}

    static HttpProblem of(NotAdmittedException denied) {
        return switch (denied.reason()) {
            case NO_CREDENTIAL ->
                new HttpProblem(ProblemKind.UNAUTHORIZED, "This route needs a token.")
                        .remedy("Send Authorization: Bearer and a token of \"adcache token create\".")
                        .header("WWW-Authenticate", CHALLENGE);
            case UNKNOWN_CREDENTIAL ->
                new HttpProblem(ProblemKind.UNAUTHORIZED, "The token is unknown, revoked or expired.")
                        .remedy("Create a new one with \"adcache token create\".")
                        .header("WWW-Authenticate", CHALLENGE + ", error=\"invalid_token\"");
            case SCOPE_MISSING -> scopeMissing(denied.required().label());
        };
    }

    private static HttpProblem scopeMissing(String scope) {
        return new HttpProblem(ProblemKind.FORBIDDEN, "The token has no scope " + scope + ".")
                .remedy("Use a token with scope " + scope + ".")
                .header("WWW-Authenticate", CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + scope + "\"");
    }
}
