package org.adcache.http.configuration;

import static org.adcache.http.RouteHandler.forExchange;
import static org.eclipse.jetty.http.HttpMethod.POST;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.api.configuration.PreviewDocument;
import org.adcache.auth.AuditLog;
import org.adcache.auth.Principal;
import org.adcache.auth.RequiredScope;
import org.adcache.doctor.CheckResult;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Json;
import org.adcache.http.QueryParameters;
import org.adcache.http.RequestBody;
import org.adcache.http.RequestCredentials;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.RouteHandler;
import org.adcache.http.admin.EventsRoutes;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.ProblemKind;
import org.adcache.integration.IntegrationSwitch;
import org.adcache.kerberos.KeytabCheck;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /v1/connections/discover}, {@code /v1/keytab}, {@code /v1/connections/test} and {@code
 * /v1/connections/preview}: discovery of a domain, and dry runs of a draft connection. Few run at once: each queries a
 * domain. Nothing is stored.
 */
public final class TrialRoutes implements RouteGroup {
    private static final int AT_ONCE = 4;
    private static final List<String> FIELDS = List.of("connection", "keytab", "trust", "saved");
    private static final List<String> DOMAIN_FIELDS = List.of("domain", "servers", "mode", "trust");

    private final ConnectionTrial trial;
    private final ConnectionAdministration connections;
    private final IntegrationSwitch integration;
    private final AuditLog audit;
    private final Json json;
    private final ConnectionJson text = new ConnectionJson();
    private final Semaphore places = new Semaphore(AT_ONCE);

    public TrialRoutes(
            ConnectionTrial trial,
            ConnectionAdministration connections,
            IntegrationSwitch integration,
            AuditLog audit,
            Json json) {
        this.trial = trial;
        this.connections = connections;
        this.integration = integration;
        this.audit = audit;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(POST, "/v1/connections/test", RequiredScope.ADMIN, new Test()),
                new Route(POST, "/v1/connections/preview", RequiredScope.ADMIN, forExchange(this::preview)),
                new Route(
                        POST,
                        "/v1/connections/discover",
                        RequiredScope.ADMIN,
                        forExchange((context, caller) -> discover(context))),
                new Route(POST, "/v1/keytab", RequiredScope.ADMIN, forExchange((context, caller) -> keytab(context))));
    }

    BufferedResponse discover(Context context) throws ProblemException {
        QueryParameters.rejectAll(context);
        ObjectNode body = text.read(RequestBody.read(context));
        for (String name : body.propertyNames()) {
            if (!DOMAIN_FIELDS.contains(name)) {
                throw HttpProblem.badRequest(
                        "The body has a field that is none of " + String.join(", ", DOMAIN_FIELDS) + ".");
            }
        }
        Optional<String> trust = string(body, "trust");
        ObjectNode keys = body.deepCopy();
        keys.remove(List.of("trust", "mode"));
        string(body, "mode").ifPresent(mode -> keys.putObject("tls").put("mode", mode));
        refuseIfDisabled();
        enter();
        try {
            return BufferedResponse.ok(text.domain(trial.discover(keys.toString(), trust)));
        } catch (ConfigurationRefusedException e) {
            return ReloadRoutes.refused(json, e);
        } catch (ProblemException e) {
            throw HttpProblem.unprocessable(e.problem());
        } finally {
            places.release();
        }
    }

    BufferedResponse keytab(Context context) {
        QueryParameters.rejectAll(context);
        byte[] content = RequestBody.read(context);
        if (content.length > ConnectionRoutes.LARGEST_KEYTAB) {
            throw ConnectionRoutes.tooLarge();
        }
        try {
            return BufferedResponse.ok(text.keytab(KeytabCheck.sent(content).report()));
        } catch (ProblemException e) {
            throw HttpProblem.unprocessable(e.problem());
        }
    }

    private ConnectionTrial.Draft draft(Context context) {
        QueryParameters.rejectAll(context);
        ObjectNode body = text.read(RequestBody.read(context));
        for (String name : body.propertyNames()) {
            if (!FIELDS.contains(name)) {
                throw HttpProblem.badRequest("The body has a field that is none of " + String.join(", ", FIELDS) + ".");
            }
        }
        if (!(body.path("connection") instanceof ObjectNode connection)) {
            throw HttpProblem.badRequest("The body has no object connection.");
        }
        Optional<String> keytab = string(body, "keytab");
        Optional<String> trust = body.path("trust").isNull() ? Optional.of("") : string(body, "trust");
        Optional<ConnectionId> saved = string(body, "saved").map(this::managed);
        if (keytab.isEmpty() && saved.isEmpty()) {
            throw HttpProblem.badRequest("The body has neither a keytab nor a saved connection to take it from.");
        }
        refuseIfDisabled();
        ConnectionTrial.Draft draft = new ConnectionTrial.Draft(connection.toString(), keytab, trust, saved);
        try {
            int length = draft.octets().length;
            if (length > ConnectionRoutes.LARGEST_KEYTAB) {
                throw ConnectionRoutes.tooLarge();
            }
            return draft;
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest("keytab is not Base64.");
        }
    }

    private static Optional<String> string(ObjectNode body, String name) {
        JsonNode value = body.path(name);
        if (!value.isMissingNode() && !value.isString()) {
            throw HttpProblem.badRequest(name + " is not a text.");
        }
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    private ConnectionId managed(String id) {
        return connections.all().stream()
                .filter(connection ->
                        connection.managed() && connection.id().value().equals(id))
                .findFirst()
                .orElseThrow(() -> new HttpProblem(
                                ProblemKind.UNKNOWN_CONNECTION, "There is no managed connection of the id in saved.")
                        .remedy("Send the keytab instead."))
                .id();
    }

    private void refuseIfDisabled() {
        if (!integration.state().enabled()) {
            throw new HttpProblem(ProblemKind.CHANGE_WHILE_DISABLED, "The integration is switched off.")
                    .remedy("Switch it on first, with \"adcache enable\" or PUT /v1/integration.");
        }
    }

    private void enter() {
        if (!places.tryAcquire()) {
            throw new HttpProblem(ProblemKind.TOO_MANY_REQUESTS, AT_ONCE + " connections are tried already.")
                    .remedy("Wait until one of them has ended.");
        }
    }

    BufferedResponse preview(Context context, Principal caller) throws ProblemException {
        ConnectionTrial.Draft draft = draft(context);
        enter();
        try {
            PreviewDocument preview = trial.preview(draft);
            refuseIfDisabled();
            audit.record(caller, RequestCredentials.addressOf(context), "connection.preview", Optional.empty(), "ok");
            return BufferedResponse.ok(json.write(preview));
        } catch (ConfigurationRefusedException e) {
            audit.record(
                    caller,
                    RequestCredentials.addressOf(context),
                    "connection.preview",
                    Optional.empty(),
                    ProblemKind.CONFIGURATION.label());
            return ReloadRoutes.refused(json, e);
        } catch (ProblemException e) {
            refuseIfDisabled();
            audit.record(
                    caller,
                    RequestCredentials.addressOf(context),
                    "connection.preview",
                    Optional.empty(),
                    code(e.problem()));
            throw HttpProblem.unprocessable(e.problem());
        } finally {
            places.release();
        }
    }

    private static String code(Problem problem) {
        return problem.type().code();
    }

    /** The test, whose stages are events. */
    private final class Test implements RouteHandler.Stream {
        @Override
        public void head(Context context) {
            throw new IllegalStateException("a POST has no HEAD");
        }

        @Override
        public void stream(Context context, BooleanSupplier admitted) {
            throw new IllegalStateException("the caller is not known");
        }

        @Override
        public void stream(Context context, Principal caller, BooleanSupplier admitted) {
            ConnectionTrial.Draft draft = draft(context);
            enter();
            try {
                run(context, caller, draft, admitted);
            } catch (IOException e) {
                throw new EventsRoutes.ClientGone(e);
            } finally {
                places.release();
            }
        }

        private void run(Context context, Principal caller, ConnectionTrial.Draft draft, BooleanSupplier admitted)
                throws IOException {
            Events events = new Events(context, admitted);
            String outcome;
            try {
                trial.test(draft, events);
                outcome = events.outcome();
                events.end();
            } catch (ConfigurationRefusedException e) {
                outcome = ProblemKind.CONFIGURATION.label();
                ReloadRoutes.refused(json, e).send(context);
            } catch (ProblemException e) {
                outcome = code(e.problem());
                HttpProblem.unprocessable(e.problem()).response(json).send(context);
            }
            audit.record(caller, RequestCredentials.addressOf(context), "connection.test", Optional.empty(), outcome);
        }
    }

    /** Events of one test; the headers are sent with the first. */
    private final class Events implements java.util.function.Consumer<CheckResult> {
        private final Context context;
        private final BooleanSupplier admitted;
        private Optional<OutputStream> out = Optional.empty();
        private String outcome = "ok";

        Events(Context context, BooleanSupplier admitted) {
            this.context = context;
            this.admitted = admitted;
        }

        String outcome() {
            return outcome;
        }

        /** An event, unless the switch was thrown meanwhile: what fails then is caused by that. */
        @Override
        public void accept(CheckResult check) {
            if (!integration.state().enabled() || !admitted.getAsBoolean()) {
                return;
            }
            ObjectNode node = JsonNodeFactory.instance
                    .objectNode()
                    .put("id", check.id())
                    .put("ok", check.ok())
                    .put("detail", check.detail());
            check.problem().ifPresent(problem -> {
                node.set("problem", ConnectionJson.node(problem));
                outcome = outcome.equals("ok") ? code(problem) : outcome;
            });
            write("event: check\ndata: " + node + "\n\n");
        }

        void end() {
            String reason = integration.state().enabled() ? outcome : ProblemType.INTEGRATION_DISABLED.code();
            ObjectNode node = JsonNodeFactory.instance.objectNode().put("outcome", reason);
            write("event: done\ndata: " + node + "\n\n");
        }

        private void write(String event) {
            try {
                OutputStream stream = out.isPresent() ? out.get() : open();
                stream.write(event.getBytes(StandardCharsets.UTF_8));
                stream.flush();
            } catch (IOException e) {
                throw new EventsRoutes.ClientGone(e);
            }
        }

        private OutputStream open() throws IOException {
            context.res().setContentType("text/event-stream;charset=utf-8");
            context.res().setHeader("Cache-Control", "no-store");
            context.res().setHeader("X-Content-Type-Options", "nosniff");
            context.res().setHeader("X-Accel-Buffering", "no");
            OutputStream opened = context.res().getOutputStream();
            out = Optional.of(opened);
            return opened;
        }
    }
}
