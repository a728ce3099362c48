package org.adcache.http.access;

import static org.adcache.http.RouteHandler.forExchange;
import static org.eclipse.jetty.http.HttpMethod.GET;

import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.adcache.api.access.MeDocument;
import org.adcache.auth.AuditLog;
import org.adcache.auth.Authenticator;
import org.adcache.auth.CallerKind;
import org.adcache.auth.Credentials;
import org.adcache.auth.NotAdmittedException;
import org.adcache.auth.Principal;
import org.adcache.auth.RequiredScope;
import org.adcache.auth.Scope;
import org.adcache.auth.session.Session;
import org.adcache.auth.sso.Person;
import org.adcache.auth.sso.SignInResult;
import org.adcache.auth.sso.SingleSignOn;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Json;
import org.adcache.http.QueryParameters;
import org.adcache.http.RequestCredentials;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.admin.AccountDocuments;
import org.adcache.lookup.Freshness;
import org.adcache.lookup.LookupService;

/** {@code GET /v1/me}: who the caller is, and what it may do. */
public final class MeRoutes implements RouteGroup {
    private final Authenticator authenticator;
    private final LookupService lookup;
    private final Negotiation negotiation;
    private final AuditLog audit;
    private final Clock clock;
    private final Json json;

    /** @param clock the moment at which accounts are expired or not */
    public MeRoutes(
            Authenticator authenticator,
            Optional<SingleSignOn> signOn,
            AuditLog audit,
            LookupService lookup,
            Clock clock,
            Json json) {
        this.authenticator = authenticator;
        this.negotiation = new Negotiation(signOn);
        this.audit = audit;
        this.clock = clock;
        this.lookup = lookup;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(GET, "/v1/me", RequiredScope.OPEN, forExchange((context, caller) -> answer(context))));
    }

    /** It admits its callers itself: by their tickets, too. */
    private BufferedResponse answer(Context context) {
        Credentials credentials = RequestCredentials.of(context);
        if (Negotiation.isTried(credentials)) {
            SignInResult.Complete signedIn = negotiation.signIn(credentials);
            Principal person = Principal.of(signedIn.person());
            audit.signedIn(person, credentials.remoteAddress());
            return Negotiation.withReply(signedIn, me(context, person, false, Optional.empty()));
        }
        try {
            Principal caller = authenticator.admit(credentials, RequiredScope.ANY, false);
            Optional<Session> session =
                    caller.kind() == CallerKind.SESSION ? authenticator.session(credentials) : Optional.empty();
            boolean proxied = caller.kind() == CallerKind.SESSION && session.isEmpty();
            return me(context, caller, proxied, session);
        } catch (NotAdmittedException e) {
            throw e.reason() == NotAdmittedException.Reason.NO_CREDENTIAL && negotiation.isConfigured()
                    ? Negotiation.challenge()
                    : e;
        }
    }

    private BufferedResponse me(Context context, Principal caller, boolean proxied, Optional<Session> session) {
        QueryParameters.rejectAll(context);
        Freshness freshness =
                caller.person().map(person -> person.served().freshness()).orElseGet(lookup::freshness);
        return BufferedResponse.ok(json.write(new MeDocument(
                caller.kind().label(),
                caller.id(),
                caller.name(),
                caller.person().map(person -> AccountDocuments.of(person.account(), clock.instant())),
                caller.person().map(MeRoutes::groups),
                caller.roles().stream().sorted().toList(),
                Scope.labels(caller.scopes()),
                proxied ? Optional.of(true) : Optional.empty(),
                session.map(Session::expiresAt),
                session.map(Session::csrfToken),
                freshness.generation().number(),
                freshness.asOf(),
                freshness.stale(),
                freshness.epoch().number())));
    }

    private static List<MeDocument.Group> groups(Person person) {
        return person.groups().stream()
                .map(group -> new MeDocument.Group(
                        group.objectGuid().toString(),
                        group.cn().isEmpty() ? Optional.empty() : Optional.of(group.cn()),
                        group.distinguishedName()))
                .toList();
    }
}
