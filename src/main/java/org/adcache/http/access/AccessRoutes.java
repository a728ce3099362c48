package org.adcache.http.access;

import static org.adcache.http.RouteHandler.forExchange;
import static org.eclipse.jetty.http.HttpMethod.DELETE;
import static org.eclipse.jetty.http.HttpMethod.GET;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.api.access.AccessDocument;
import org.adcache.auth.AccessSettings;
import org.adcache.auth.AuditLog;
import org.adcache.auth.Authenticator;
import org.adcache.auth.CallerKind;
import org.adcache.auth.Principal;
import org.adcache.auth.RequiredScope;
import org.adcache.auth.Scope;
import org.adcache.auth.certificate.CertificateClient;
import org.adcache.auth.session.Session;
import org.adcache.auth.session.Sessions;
import org.adcache.auth.sso.Roles;
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

/** {@code /v1/access} and {@code /v1/sessions}: who may do what, tokens excepted, and the end of a session. */
public final class AccessRoutes implements RouteGroup {
    private final AccessSettings settings;
    private final Authenticator authenticator;
    private final Optional<SingleSignOn> signOn;
    private final AuditLog audit;
    private final Json json;

    public AccessRoutes(
            AccessSettings settings,
            Authenticator authenticator,
            Optional<SingleSignOn> signOn,
            AuditLog audit,
            Json json) {
        this.settings = settings;
        this.authenticator = authenticator;
        this.signOn = signOn;
        this.audit = audit;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(GET, "/v1/access", RequiredScope.ADMIN, forExchange((context, caller) -> list(context))),
                new Route(DELETE, "/v1/sessions/{id}", RequiredScope.ADMIN, forExchange(this::end)));
    }

    private BufferedResponse list(Context context) {
        QueryParameters.rejectAll(context);
        Optional<String> own =
                authenticator.session(RequestCredentials.of(context)).map(Session::id);
        return BufferedResponse.ok(json.write(new AccessDocument(
                settings.roles().resolved().stream().map(AccessRoutes::role).toList(),
                settings.certificates().stream().map(AccessRoutes::certificate).toList(),
                authenticator.sessions().stream()
                        .map(session -> session(session, own))
                        .toList(),
                new AccessDocument.SignOn(signOn.isPresent(), signOn.map(SingleSignOn::services)))));
    }

    private static AccessDocument.RoleItem role(Roles.Resolved resolved) {
        return new AccessDocument.RoleItem(
                resolved.role().id(),
                resolved.role().members().stream()
                        .map(member -> {
                            Optional<Account> account =
                                    Optional.ofNullable(resolved.accounts().get(member));
                            boolean unknown = account.isEmpty() && !resolved.known();
                            return new AccessDocument.Member(
                                    member.text(), account.map(AccessRoutes::named), ifTrue(unknown));
                        })
                        .toList(),
                Scope.labels(resolved.role().scopes()));
    }

    private static AccessDocument.Named named(Account account) {
        return new AccessDocument.Named(
                account.objectGuid().toString(),
                account.type().label(),
                account.cn().isEmpty() ? Optional.empty() : Optional.of(account.cn()),
                account.distinguishedName().value());
    }

    private static AccessDocument.CertificateItem certificate(CertificateClient client) {
        return new AccessDocument.CertificateItem(
                client.id(), client.subject().getName(), Scope.labels(client.scopes()));
    }

    private static AccessDocument.SessionItem session(Sessions.Open open, Optional<String> own) {
        Session session = open.session();
        return new AccessDocument.SessionItem(
                session.id(),
                kind(session),
                session.caller(),
                open.caller().flatMap(Principal::name),
                session.from().map(InetAddress::getHostAddress),
                session.startedAt(),
                session.lastUse(),
                session.expiresAt(),
                open.caller().map(caller -> caller.roles().stream().sorted().toList()),
                open.caller().map(caller -> Scope.labels(caller.scopes())),
                ifTrue(own.equals(Optional.of(session.id()))));
    }

    private static String kind(Session session) {
        if (session.isOfPerson()) {
            return "person";
        }
        boolean local = session.caller().equals(Principal.LOCAL.id());
        return (local ? CallerKind.LOCAL : CallerKind.TOKEN).label();
    }

    private static Optional<Boolean> ifTrue(boolean flag) {
        return flag ? Optional.of(true) : Optional.empty();
    }

    private BufferedResponse end(Context context, Principal caller) {
        QueryParameters.rejectAll(context);
        RequestBody.requireNoFields(json, context);
        String id = context.pathParam("id");
        boolean own = authenticator
                .session(RequestCredentials.of(context))
                .filter(session -> session.id().equals(id))
                .isPresent();
        if (!authenticator.end(id)) {
            throw new HttpProblem(ProblemKind.NOT_FOUND, "There is no session with this id.")
                    .remedy("GET /v1/access lists the sessions.");
        }
        audit.record(caller, RequestCredentials.addressOf(context), "session.end", Optional.of(id), AuditLog.OK);
        BufferedResponse ended = BufferedResponse.noContent();
        return own ? ended.header("Set-Cookie", SessionRoutes.NO_COOKIE) : ended;
    }
}
