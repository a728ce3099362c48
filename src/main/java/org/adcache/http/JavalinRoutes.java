package org.adcache.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.adcache.account.ProblemException;
import org.adcache.auth.Authenticator;
import org.adcache.auth.Credentials;
import org.adcache.auth.NotAdmittedException;
import org.adcache.auth.Principal;
import org.adcache.http.access.Negotiation;
import org.adcache.http.admin.EventsRoutes;
import org.adcache.http.problem.ExceptionMapper;
import org.adcache.http.rate.ConnectionRates;
import org.adcache.http.rate.Rates;
import org.adcache.http.telemetry.RequestRecord;
import org.adcache.http.telemetry.RouteMetrics;
import org.adcache.http.telemetry.Telemetry;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpMethod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registration of routes and exception handlers with Javalin, except the routes of {@code FastPathRoutes}. */
final class JavalinRoutes {
    private static final Logger log = LoggerFactory.getLogger(JavalinRoutes.class);

    private final RouteTable table;
    private final Authenticator authenticator;
    private final Json json;
    private final HttpBudgets budgets;
    private final Rates rates;
    private final Telemetry telemetry;

    JavalinRoutes(
            RouteTable table,
            Authenticator authenticator,
            Json json,
            HttpBudgets budgets,
            Rates rates,
            Telemetry telemetry) {
        this.table = table;
        this.authenticator = authenticator;
        this.json = json;
        this.budgets = budgets;
        this.rates = rates;
        this.telemetry = telemetry;
    }

    void addTo(RoutesConfig routes) {
        table.javalin().forEach(route -> add(routes, route));
        routes.exception(EventsRoutes.ClientGone.class, (gone, context) -> log.debug("an event stream was closed"));
        // Thrown by Javalin, also where no route matched; it answers them itself unless exactly this class is mapped.
        routes.exception(HttpResponseException.class, (e, context) -> refuse(e, "a request", context));
        routes.exception(
                Exception.class, (e, context) -> refuse(e, context.method() + " " + context.endpoint().path, context));
    }

    private void add(RoutesConfig routes, Route route) {
        RouteMetrics metrics = telemetry.metrics().of(route);
        Handler handler = context -> answer(route, metrics, context);
        routes.addHttpHandler(HandlerType.findOrCreate(route.method().asString()), route.path(), handler);
        if (route.method() == HttpMethod.GET) {
            // Without a handler, Javalin answers HEAD itself with 200, without authentication.
            routes.addHttpHandler(HandlerType.HEAD, route.path(), handler);
        }
    }

    private void answer(Route route, RouteMetrics metrics, Context context) throws ProblemException {
        RequestRecord record = telemetry.of(ServletContextRequest.getServletContextRequest(context.req()));
        record.route(metrics);
        Credentials credentials = RequestCredentials.of(context);
        ConnectionRates counted = rates.connection();
        counted.arrived(credentials.remoteAddress());
        if (Negotiation.isTried(credentials)) {
            counted.signsIn(credentials.remoteAddress());
        }
        try {
            answer(route, context, credentials, counted, record);
        } catch (NotAdmittedException e) {
            throw counted.denied(e, credentials);
        }
    }

    private void answer(
            Route route, Context context, Credentials credentials, ConnectionRates counted, RequestRecord record)
            throws ProblemException {
        Principal caller = authenticator.admit(credentials, route.scope(), route.mayChange());
        record.caller(caller);
        counted.admitted(caller, route.scope());
        RequestBody.limit(context, budgets);
        RouteHandler handler = route.handler();
        if (handler instanceof RouteHandler.Exchange exchange) {
            exchange.answer(context, caller).send(context);
        } else if (handler instanceof RouteHandler.Deferred deferred) {
            CompletableFuture<BufferedResponse> response = deferred.answer(context, caller);
            context.future(() -> response.thenAccept(answer -> answer.send(context)));
        } else if (handler instanceof RouteHandler.Stream stream) {
            stream(stream, context, caller, () -> isStillAdmitted(credentials, route));
        } else {
            throw new IllegalStateException(route + " belongs to the fast path");
        }
    }

    private static void stream(
            RouteHandler.Stream stream, Context context, Principal caller, BooleanSupplier admitted) {
        if (context.method().equals(HandlerType.HEAD)) {
            stream.head(context);
        } else {
            stream.stream(context, caller, admitted);
        }
    }

    /** A stream does not use the session that it was opened in, so that the session can end. */
    private boolean isStillAdmitted(Credentials credentials, Route route) {
        try {
            authenticator.admit(credentials.inBackground(), route.scope(), false);
            return true;
        } catch (NotAdmittedException e) {
            return false;
        }
    }

    /** Answers with a problem, on any thread: a deferred answer fails on that of the work. */
    private void refuse(Exception failure, String route, Context context) {
        RequestRecord record = telemetry.of(ServletContextRequest.getServletContextRequest(context.req()));
        record.inLog(() -> ExceptionMapper.problemOf(failure, route))
                .response(json)
                .send(context);
    }
}
