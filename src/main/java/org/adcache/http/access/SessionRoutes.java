package org.adcache.http.access;

import static org.adcache.http.RouteHandler.forExchange;
import static org.eclipse.jetty.http.HttpMethod.DELETE;
import static org.eclipse.jetty.http.HttpMethod.POST;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.adcache.api.access.SessionDocument;
import org.adcache.auth.AuditLog;
import org.adcache.auth.Authenticator;
import org.adcache.auth.Credentials;
import org.adcache.auth.NotAdmittedException;
import org.adcache.auth.Principal;
import org.adcache.auth.RequiredScope;
import org.adcache.auth.Scope;
import org.adcache.auth.session.Session;
import org.adcache.auth.session.SessionKey;
import org.adcache.auth.session.Sessions;
import org.adcache.auth.sso.SignInResult;
import org.adcache.auth.sso.SingleSignOn;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Json;
import org.adcache.http.QueryParameters;
import org.adcache.http.RequestBody;
import org.adcache.http.RequestCredentials;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.ProblemKind;

/** {@code /v1/session}: a cookie for the pages of this service, in place of a token or a ticket. */
public final class SessionRoutes implements RouteGroup {
    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict";

    /** The header Set-Cookie that makes a browser forget its session. */
    static final String NO_COOKIE = SessionKey.COOKIE + "=" + ATTRIBUTES + "; Max-Age=0";

    private final Authenticator authenticator;
    private final Negotiation negotiation;
    private final AuditLog audit;
    private final Json json;

    public SessionRoutes(Authenticator authenticator, Optional<SingleSignOn> signOn, AuditLog audit, Json json) {
        this.authenticator = authenticator;
        this.negotiation = new Negotiation(signOn);
        this.audit = audit;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(POST, "/v1/session", RequiredScope.OPEN, forExchange((context, caller) -> open(context))),
                new Route(DELETE, "/v1/session", RequiredScope.ANY, forExchange(this::end)));
    }

    private BufferedResponse open(Context context) {
        QueryParameters.rejectAll(context);
        RequestBody.requireNoFields(json, context);
        Credentials credentials = RequestCredentials.of(context);
        if (credentials.page().isForeign()) {
            throw NotAdmittedException.foreignPage();
        }
        if (Negotiation.isTried(credentials)) {
            SignInResult.Complete signedIn = negotiation.signIn(credentials);
            BufferedResponse answer = answer(
                    negotiation.openSession(signedIn.person(), authenticator, credentials.remoteAddress()),
                    credentials);
            return Negotiation.withReply(signedIn, answer);
        }
        if (credentials.authorization().isEmpty() && negotiation.isConfigured()) {
            throw Negotiation.challenge();
        }
        return answer(authenticator.openSession(credentials), credentials);
    }

    private BufferedResponse answer(Sessions.Opened opened, Credentials credentials) {
        authenticator.session(credentials).ifPresent(authenticator::end);
        Principal caller = opened.caller();
        audit.record(caller, credentials.remoteAddress(), "session.open", Optional.empty(), AuditLog.OK);
        return BufferedResponse.of(
                        201,
                        json.write(new SessionDocument(
                                caller.id(),
                                Scope.labels(caller.scopes()),
                                opened.session().expiresAt(),
                                opened.session().csrfToken())))
                .header("Set-Cookie", SessionKey.COOKIE + "=" + opened.secret() + ATTRIBUTES);
    }

    private BufferedResponse end(Context context, Principal caller) {
        QueryParameters.rejectAll(context);
        RequestBody.requireNoFields(json, context);
        Session session = authenticator
                .session(RequestCredentials.of(context))
                .orElseThrow(() -> new HttpProblem(ProblemKind.NOT_FOUND, "The request has no session.")
                        .remedy("Send the cookie " + SessionKey.COOKIE + ", without the header Authorization."));
        authenticator.end(session);
        audit.record(caller, RequestCredentials.addressOf(context), "session.end", Optional.empty(), AuditLog.OK);
        return BufferedResponse.noContent().header("Set-Cookie", NO_COOKIE);
    }
}
