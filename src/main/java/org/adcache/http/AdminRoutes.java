package org.adcache.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.util.concurrent.CompletableFuture;
import org.adcache.account.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of administrators and probes, all but the three of {@link HotRoutes}. */
final class AdminRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(AdminRoutes.class);

    private final SignIn signIn;
    private final Json json;
    private final IntegrationRoutes integration;
    private final SyncRoutes sync;
    private final DoctorRoute doctor;
    private final StatusRoute status;
    private final HealthRoutes health;
    private final EventsRoute events;

    AdminRoutes(
            SignIn signIn,
            Questions questions,
            Administration administration,
            Examiner examiner,
            AuditLog audit,
            ServiceFacts facts,
            EventsRoute events,
            Json json) {
        this.signIn = signIn;
        this.json = json;
        this.integration = new IntegrationRoutes(administration, audit, json);
        this.sync = new SyncRoutes(administration, audit, json);
        this.doctor = new DoctorRoute(administration, examiner, audit, json);
        this.status = new StatusRoute(questions, administration, facts, json);
        this.events = events;
        this.health = new HealthRoutes(questions, administration, signIn, json);
    }

    /** Answers a request of a caller who was admitted. */
    @FunctionalInterface
    private interface Route {
        Reply answer(Context context, Caller caller) throws ProblemException;
    }

    /** The same, when the answer takes long. */
    @FunctionalInterface
    private interface SlowRoute {
        CompletableFuture<Reply> answer(Context context, Caller caller);
    }

    void addTo(RoutesConfig routes) {
        get(routes, "/livez", Access.OPEN, (context, caller) -> health.live(context));
        get(routes, "/readyz", Access.OPEN, (context, caller) -> health.ready(context));
        get(routes, "/v1/integration", Access.ANY_TOKEN, (context, caller) -> integration.state(context));
        add(routes, HandlerType.PUT, "/v1/integration", Access.ADMIN, integration::change);
        get(routes, "/v1/sync", Access.ADMIN, (context, caller) -> sync.runs(context));
        add(routes, HandlerType.POST, "/v1/sync", Access.ADMIN, sync::request);
        add(routes, HandlerType.POST, "/v1/sync/held/{connection}", Access.ADMIN, sync::decide);
        routes.addHttpHandler(HandlerType.GET, "/v1/events", events::stream);
        routes.addHttpHandler(HandlerType.HEAD, "/v1/events", events::head);
        addSlow(routes, HandlerType.POST, "/v1/doctor/{connection}", Access.ADMIN, doctor::examine);
        get(routes, "/v1/status", Access.ADMIN, (context, caller) -> status.status(context));

        routes.exception(
                Refusal.class, (refusal, context) -> refusal.reply(json).send(context));
        routes.exception(
                ProblemException.class,
                (e, context) -> Refusal.of(e.problem()).reply(json).send(context));
        routes.exception(
                HttpResponseException.class,
                (e, context) -> refused(e).reply(json).send(context));
        routes.exception(EventsRoute.ClientGone.class, (gone, context) -> LOG.debug("a reader of events left"));
        routes.exception(Exception.class, this::failed);
    }

    private void get(RoutesConfig routes, String path, Access access, Route route) {
        add(routes, HandlerType.GET, path, access, route);
        // Javalin answers HEAD by itself with 200, asking nobody, unless it has a handler.
        add(routes, HandlerType.HEAD, path, access, route);
    }

    private void add(RoutesConfig routes, HandlerType method, String path, Access access, Route route) {
        routes.addHttpHandler(
                method,
                path,
                context -> route.answer(context, signIn.admit(context.header("Authorization"), access))
                        .send(context));
    }

    private void addSlow(RoutesConfig routes, HandlerType method, String path, Access access, SlowRoute route) {
        routes.addHttpHandler(method, path, context -> {
            CompletableFuture<Reply> reply =
                    route.answer(context, signIn.admit(context.header("Authorization"), access));
            context.future(() -> reply.thenAccept(answer -> answer.send(context)));
        });
    }

    private static Refusal refused(HttpResponseException e) {
        Refusal refusal = Refusal.ofStatus(e.getStatus());
        return e instanceof MethodNotAllowedResponse
                ? refusal.header("Allow", e.getDetails().getOrDefault("availableMethods", ""))
                : refusal;
    }

    private void failed(Exception e, Context context) {
        LOG.error("{} {} failed", context.method(), context.endpoint().path, Redacted.of(e));
        Refusal.ofStatus(500).reply(json).send(context);
    }
}
