package org.adcache.http.problem;

import org.adcache.auth.NotAdmittedException;

/** Problem answers to callers who are not admitted: 401 or 403, with the challenge of RFC 6750, section 3. */
final class AccessProblem {
    private static final String CHALLENGE = "Bearer realm=\"adcache\"";

    private AccessProblem() {}

    static HttpProblem of(NotAdmittedException denied) {
        return switch (denied.reason()) {
            case NO_CREDENTIAL ->
                new HttpProblem(
                                ProblemKind.UNAUTHORIZED,
                                "This route needs a token, a session or a client certificate.")
                        .remedy("Send Authorization: Bearer and a token of \"adcache token create\".")
                        .header("WWW-Authenticate", CHALLENGE);
            case UNKNOWN_CREDENTIAL ->
                new HttpProblem(ProblemKind.UNAUTHORIZED, "The token is unknown, revoked or expired.")
                        .remedy("Create a new one with \"adcache token create\".")
                        .header("WWW-Authenticate", CHALLENGE + ", error=\"invalid_token\"");
            case SESSION_ENDED ->
                new HttpProblem(ProblemKind.UNAUTHORIZED, "The session has ended.")
                        .remedy("Sign in again.")
                        .header("WWW-Authenticate", CHALLENGE);
            case CERTIFICATE_REFUSED ->
                new HttpProblem(
                                ProblemKind.UNAUTHORIZED,
                                "The client certificate was not issued by a CA in http.tls.client-ca, is expired or"
                                        + " revoked, or is none of a client in http.clients.")
                        .remedy("Send a valid one, or a token. The subject in http.clients is the whole subject.")
                        .header("WWW-Authenticate", CHALLENGE);
            case FOREIGN_PAGE ->
                new HttpProblem(
                                ProblemKind.FORBIDDEN,
                                "The session can be used only by pages of this service, as the header Origin tells.")
                        .remedy("Send Origin as the browser does for a page of this service, or use a token. A proxy"
                                + " has to pass the header Host on.");
            case CSRF_TOKEN_MISSING ->
                new HttpProblem(ProblemKind.FORBIDDEN, "A change in a session needs its CSRF token.")
                        .remedy("Send X-CSRF-Token with the \"csrf\" of the answer that opened the session.");
            // No new challenge: a browser would answer it with NTLM, or ask for a password.
            case TICKET_REFUSED -> HttpProblem.ofSignIn(denied.problem().orElseThrow());
            case SCOPE_MISSING -> scopeMissing(denied.required().label());
        };
    }

    private static HttpProblem scopeMissing(String scope) {
        return new HttpProblem(ProblemKind.FORBIDDEN, "The caller has no scope " + scope + ".")
                .remedy("Use a token, or sign in as somebody, with scope " + scope + ".")
                .header("WWW-Authenticate", CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + scope + "\"");
    }
}
