package org.adcache.http.configuration;

import static org.adcache.http.RouteHandler.forExchange;
import static org.eclipse.jetty.http.HttpMethod.DELETE;
import static org.eclipse.jetty.http.HttpMethod.GET;
import static org.eclipse.jetty.http.HttpMethod.PUT;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.api.configuration.ReloadDocument;
import org.adcache.auth.AuditLog;
import org.adcache.auth.Principal;
import org.adcache.auth.RequiredScope;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Json;
import org.adcache.http.QueryParameters;
import org.adcache.http.RequestBody;
import org.adcache.http.RequestCredentials;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.ProblemKind;

/** {@code /v1/connections}: the connections, and changes of those that are managed over HTTP. */
public final class ConnectionRoutes implements RouteGroup {
    /** Keytabs of service accounts have a few hundred bytes; each key takes about a hundred. */
    static final int LARGEST_KEYTAB = 64 << 10;

    private static final Pattern UNUSABLE = Pattern.compile("keytab-.*|tls-certificate-.*");

    private final ConnectionAdministration connections;
    private final AuditLog audit;
    private final Json json;
    private final ConnectionJson text = new ConnectionJson();
    private final ReentrantLock changing = new ReentrantLock();

    public ConnectionRoutes(ConnectionAdministration connections, AuditLog audit, Json json) {
        this.connections = connections;
        this.audit = audit;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(GET, "/v1/connections", RequiredScope.ADMIN, forExchange((context, caller) -> list(context))),
                new Route(PUT, "/v1/connections/{id}", RequiredScope.ADMIN, forExchange(this::put)),
                new Route(DELETE, "/v1/connections/{id}", RequiredScope.ADMIN, forExchange(this::remove)),
                new Route(PUT, "/v1/connections/{id}/keytab", RequiredScope.ADMIN, forExchange(this::putKeytab)),
                new Route(PUT, "/v1/connections/{id}/trust", RequiredScope.ADMIN, forExchange(this::putTrust)),
                new Route(DELETE, "/v1/connections/{id}/trust", RequiredScope.ADMIN, forExchange(this::removeTrust)));
    }

    BufferedResponse list(Context context) {
        QueryParameters.rejectAll(context);
        return BufferedResponse.ok(text.list(connections.all()));
    }

    BufferedResponse put(Context context, Principal caller) throws ProblemException {
        QueryParameters.rejectAll(context);
        String keys = text.object(RequestBody.read(context));
        ConnectionId id = id(context);
        return change(context, caller, "connection.put", id, () -> {
            Optional<DeclaredConnection> before = managed(id);
            checkMatch(context, before);
            connections.put(id, keys);
            return answer(before.isPresent() ? 200 : 201, managed(id).orElseThrow());
        });
    }

    BufferedResponse putKeytab(Context context, Principal caller) throws ProblemException {
        QueryParameters.rejectAll(context);
        byte[] content = RequestBody.read(context);
        if (content.length > LARGEST_KEYTAB) {
            throw tooLarge();
        }
        ConnectionId id = id(context);
        return change(context, caller, "connection.keytab", id, () -> {
            Optional<DeclaredConnection> before = managed(id);
            if (before.isEmpty()) {
                throw unknown();
            }
            checkMatch(context, before);
            List<Problem> doubts = connections.putKeytab(id, content);
            DeclaredConnection now = managed(id).orElseThrow();
            return BufferedResponse.ok(text.keytab(now, doubts)).header("ETag", text.tag(now));
        });
    }

    BufferedResponse putTrust(Context context, Principal caller) throws ProblemException {
        QueryParameters.rejectAll(context);
        String pem = new String(RequestBody.read(context), StandardCharsets.UTF_8);
        return changeTrust(context, caller, "connection.trust", id -> connections.putTrust(id, pem));
    }

    BufferedResponse removeTrust(Context context, Principal caller) throws ProblemException {
        QueryParameters.rejectAll(context);
        RequestBody.requireNoFields(json, context);
        return changeTrust(context, caller, "connection.trust.remove", connections::removeTrust);
    }

    /** Change of the CAs of a connection. */
    private interface TrustChange {
        void make(ConnectionId id) throws ConfigurationRefusedException, ProblemException;
    }

    private BufferedResponse changeTrust(Context context, Principal caller, String action, TrustChange trust)
            throws ProblemException {
        ConnectionId id = id(context);
        return change(context, caller, action, id, () -> {
            Optional<DeclaredConnection> before = managed(id);
            if (before.isEmpty()) {
                throw unknown();
            }
            checkMatch(context, before);
            trust.make(id);
            DeclaredConnection now = managed(id).orElseThrow();
            return BufferedResponse.ok(text.trust(now)).header("ETag", text.tag(now));
        });
    }

    BufferedResponse remove(Context context, Principal caller) throws ProblemException {
        QueryParameters.rejectAll(context);
        RequestBody.requireNoFields(json, context);
        ConnectionId id = id(context);
        return change(context, caller, "connection.remove", id, () -> {
            Optional<DeclaredConnection> before = managed(id);
            if (before.isEmpty()) {
                throw unknown();
            }
            checkMatch(context, before);
            ReloadDocument.Change removed = connections.remove(id);
            return BufferedResponse.ok(json.write(new ReloadDocument(List.of(removed))));
        });
    }

    /** Change of a connection, of which one runs at a time. */
    private interface Change {
        BufferedResponse run() throws ConfigurationRefusedException, ProblemException;
    }

    private BufferedResponse change(Context context, Principal caller, String action, ConnectionId id, Change change)
            throws ProblemException {
        Optional<String> target = Optional.of(id.value());
        changing.lock();
        try {
            BufferedResponse answer = change.run();
            audit.record(caller, RequestCredentials.addressOf(context), action, target, "ok");
            return answer;
        } catch (ConfigurationRefusedException e) {
            audit.record(
                    caller, RequestCredentials.addressOf(context), action, target, ProblemKind.CONFIGURATION.label());
            return ReloadRoutes.refused(json, e);
        } catch (ProblemException e) {
            audit.record(
                    caller,
                    RequestCredentials.addressOf(context),
                    action,
                    target,
                    e.problem().type().code());
            if (UNUSABLE.matcher(e.problem().type().code()).matches()) {
                throw HttpProblem.unprocessable(e.problem());
            }
            throw e;
        } finally {
            changing.unlock();
        }
    }

    /** A connection that is managed; empty if there is none with this id. One of the file can't be changed. */
    private Optional<DeclaredConnection> managed(ConnectionId id) {
        Optional<DeclaredConnection> found = connections.all().stream()
                .filter(connection -> connection.id().equals(id))
                .findFirst();
        if (found.isPresent() && !found.get().managed()) {
            throw new HttpProblem(
                            ProblemKind.DECLARED_IN_FILE, "This connection is declared in the configuration file.")
                    .remedy("Change it there, and reload with \"adcache reload\" or POST /v1/reload.");
        }
        return found;
    }

    private void checkMatch(Context context, Optional<DeclaredConnection> now) {
        String condition = context.header("If-Match");
        if (condition != null && !matches(condition, now)) {
            throw new HttpProblem(
                            ProblemKind.PRECONDITION_FAILED, "The connection was changed since its ETag was read.")
                    .remedy("Read it again, then decide.");
        }
    }

    private boolean matches(String condition, Optional<DeclaredConnection> now) {
        if (now.isEmpty()) {
            return false;
        }
        String tag = text.tag(now.get());
        for (String wanted : condition.split(",", -1)) {
            if (wanted.strip().equals("*") || wanted.strip().equals(tag)) {
                return true;
            }
        }
        return false;
    }

    private BufferedResponse answer(int status, DeclaredConnection connection) {
        return new BufferedResponse(
                status, "application/json", text.item(connection), Map.of("ETag", text.tag(connection)));
    }

    static HttpProblem tooLarge() {
        return new HttpProblem(ProblemKind.PAYLOAD_TOO_LARGE, "The keytab is larger than 64 KiB.")
                .remedy("Export the keys of the service account only.");
    }

    private static HttpProblem unknown() {
        return new HttpProblem(ProblemKind.UNKNOWN_CONNECTION, "There is no such connection.")
                .remedy("GET /v1/connections lists the connections.");
    }

    private static ConnectionId id(Context context) {
        try {
            return new ConnectionId(context.pathParam("id"));
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest("The id of a connection is 1 to 40 of a-z, 0-9 and '-'.");
        }
    }
}
