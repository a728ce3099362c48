package org.adcache.http.access;

import static org.adcache.http.RouteHandler.forExchange;
import static org.eclipse.jetty.http.HttpMethod.DELETE;
import static org.eclipse.jetty.http.HttpMethod.GET;
import static org.eclipse.jetty.http.HttpMethod.POST;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.api.access.TokenDocument;
import org.adcache.api.access.TokensDocument;
import org.adcache.auth.ApiToken;
import org.adcache.auth.AuditLog;
import org.adcache.auth.Principal;
import org.adcache.auth.RequiredScope;
import org.adcache.auth.Scope;
import org.adcache.auth.TokenAdministration;
import org.adcache.auth.Tokens;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Json;
import org.adcache.http.JsonReader;
import org.adcache.http.QueryParameters;
import org.adcache.http.RequestBody;
import org.adcache.http.RequestCredentials;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.ProblemKind;

/** {@code /v1/tokens}: the tokens of machines. Their secrets are only in the answer that creates one. */
public final class TokenRoutes implements RouteGroup {
    private static final int LONGEST_NAME = 256;

    private final TokenAdministration tokens;
    private final AuditLog audit;
    private final Clock clock;
    private final Json json;

    /** @param clock for ends in the past */
    public TokenRoutes(TokenAdministration tokens, AuditLog audit, Clock clock, Json json) {
        this.tokens = tokens;
        this.audit = audit;
        this.clock = clock;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(GET, "/v1/tokens", RequiredScope.ADMIN, forExchange((context, caller) -> list(context))),
                new Route(POST, "/v1/tokens", RequiredScope.ADMIN, forExchange(this::create)),
                new Route(DELETE, "/v1/tokens/{id}", RequiredScope.ADMIN, forExchange(this::revoke)));
    }

    /** Requested token. */
    private record Wanted(Set<Scope> scopes, Optional<String> name, Optional<Instant> expiresAt) {}

    private BufferedResponse list(Context context) throws ProblemException {
        QueryParameters.rejectAll(context);
        Map<String, Instant> used = tokens.lastUsed();
        return BufferedResponse.ok(json.write(new TokensDocument(tokens.change(Tokens::list).stream()
                .map(token -> document(token, Optional.ofNullable(used.get(token.id())), Optional.empty()))
                .toList())));
    }

    private BufferedResponse create(Context context, Principal caller) throws ProblemException {
        QueryParameters.rejectAll(context);
        Wanted wanted = json.read(RequestBody.read(context), this::wanted);
        Optional<InetAddress> from = RequestCredentials.addressOf(context);
        try {
            Tokens.Created created =
                    tokens.change(all -> all.create(wanted.scopes(), wanted.name(), wanted.expiresAt()));
            audit.record(
                    caller, from, "token.create", Optional.of(created.token().id()), AuditLog.OK);
            return BufferedResponse.of(
                    201, json.write(document(created.token(), Optional.empty(), Optional.of(created.secret()))));
        } catch (ProblemException e) {
            audit.record(
                    caller,
                    from,
                    "token.create",
                    Optional.empty(),
                    e.problem().type().code());
            if (e.problem().type() == ProblemType.TOKEN_NAME_TAKEN) {
                throw new HttpProblem(ProblemKind.TOKEN_NAME_TAKEN, e.problem().detail())
                        .remedy(e.problem().remedy());
            }
            throw e;
        }
    }

    private BufferedResponse revoke(Context context, Principal caller) throws ProblemException {
        QueryParameters.rejectAll(context);
        RequestBody.requireNoFields(json, context);
        String idOrName = context.pathParam("id");
        List<ApiToken> revoked = tokens.change(all -> all.revoke(idOrName));
        if (revoked.isEmpty()) {
            throw new HttpProblem(ProblemKind.NOT_FOUND, "There is no token with this id or name.")
                    .remedy("GET /v1/tokens lists the tokens.");
        }
        Optional<InetAddress> from = RequestCredentials.addressOf(context);
        revoked.forEach(token -> audit.record(caller, from, "token.revoke", Optional.of(token.id()), AuditLog.OK));
        return BufferedResponse.noContent();
    }

    private Wanted wanted(JsonReader in) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        Optional<String> name = Optional.empty();
        Optional<Instant> expiresAt = Optional.empty();
        in.object("The body");
        while (in.nextField()) {
            switch (in.field()) {
                case "scopes" -> in.texts("scopes", Scope.values().length).forEach(text -> scopes.add(scope(text)));
                case "name" -> name = Optional.of(name(in.text("name")));
                case "expiresAt" -> expiresAt = Optional.of(end(in.text("expiresAt")));
                default -> throw in.unknown(in.field());
            }
        }
        if (scopes.isEmpty()) {
            throw HttpProblem.badRequest("scopes is missing.");
        }
        return new Wanted(scopes, name, expiresAt);
    }

    private static Scope scope(String text) {
        return Scope.parse(text)
                .orElseThrow(
                        () -> HttpProblem.badRequest("scopes has a value that is none of " + Scope.choices() + "."));
    }

    private static String name(String text) {
        if (text.isBlank() || text.length() > LONGEST_NAME) {
            throw HttpProblem.badRequest("name has not 1 to " + LONGEST_NAME + " characters.");
        }
        return text;
    }

    private Instant end(String text) {
        try {
            Instant end = Instant.parse(text);
            if (!end.isAfter(clock.instant())) {
                throw HttpProblem.badRequest("expiresAt has passed.");
            }
            return end;
        } catch (DateTimeException e) {
            throw HttpProblem.badRequest("expiresAt is no time such as 2027-01-31T00:00:00Z.");
        }
    }

    private static TokenDocument document(ApiToken token, Optional<Instant> used, Optional<String> secret) {
        return new TokenDocument(
                token.id(),
                token.name(),
                Scope.labels(token.scopes()),
                token.createdAt(),
                token.expiresAt(),
                used,
                secret);
    }
}
