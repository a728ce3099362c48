package org.adcache.http.fastpath;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.adcache.auth.Authenticator;
import org.adcache.auth.CacheUnavailableException;
import org.adcache.auth.Credentials;
import org.adcache.auth.NotAdmittedException;
import org.adcache.auth.Principal;
import org.adcache.budget.Budget;
import org.adcache.budget.FewAtOnce;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Json;
import org.adcache.http.QueryParameters;
import org.adcache.http.RequestBody;
import org.adcache.http.RequestCredentials;
import org.adcache.http.Route;
import org.adcache.http.RouteHandler;
import org.adcache.http.RouteTable;
import org.adcache.http.limits.ArrivingBodies;
import org.adcache.http.limits.PendingAnswers;
import org.adcache.http.limits.UnblockedResponse;
import org.adcache.http.problem.ExceptionMapper;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.ProblemKind;
import org.adcache.http.rate.ConnectionRates;
import org.adcache.http.rate.Rates;
import org.adcache.http.telemetry.RequestRecord;
import org.adcache.http.telemetry.RouteMetrics;
import org.adcache.http.telemetry.Telemetry;
import org.adcache.lookup.UnknownReason;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Jetty core handler for the most frequent routes, those of {@link RouteHandler.Query} and {@link RouteHandler.Body}:
 * it costs a third of a servlet. A request without a body is answered at once by the thread that read it from the
 * socket: a change of threads costs as much as the answer. That thread serves other connections too, so whatever may
 * block or take long, bodies with up to a million queries, large suggestions and everything for Javalin, runs on a pool
 * thread. Bodies are read asynchronously, so that a slow sender holds no thread.
 */
public final class FastPathRoutes extends Handler.Wrapper {
    /** The answer to a smaller body takes at most a millisecond or two. */
    static final int LARGE_BODY = 8 << 10;

    private final Authenticator authenticator;
    private final Json json;
    /** By path and method. */
    private final Map<String, Map<String, Endpoint>> routes;

    private final ArrivingBodies bodies;
    private final FewAtOnce largeBodies;
    private final Executor lowPriority;
    private final PendingAnswers answers;
    private final Rates rates;
    private final Telemetry telemetry;

    /** A route, and what counts its requests. */
    private record Endpoint(Route route, RouteMetrics metrics) {}

    /** @param lowPriority for large bodies and questions */
    public FastPathRoutes(
            RouteTable table,
            Authenticator authenticator,
            Json json,
            ArrivingBodies bodies,
            FewAtOnce largeBodies,
            Executor lowPriority,
            PendingAnswers answers,
            Rates rates,
            Telemetry telemetry) {
        Map<String, Map<String, Endpoint>> byPath = new HashMap<>();
        table.fastPath().forEach((path, methods) -> byPath.put(path, endpoints(methods, telemetry)));
        this.routes = Map.copyOf(byPath);
        this.telemetry = telemetry;
        this.authenticator = authenticator;
        this.json = json;
        this.bodies = bodies;
        this.largeBodies = largeBodies;
        this.lowPriority = lowPriority;
        this.answers = answers;
        this.rates = rates;
    }

    private static Map<String, Endpoint> endpoints(Map<String, Route> methods, Telemetry telemetry) {
        Map<String, Endpoint> endpoints = new HashMap<>();
        methods.forEach((method, route) ->
                endpoints.put(method, new Endpoint(route, telemetry.metrics().of(route))));
        return Map.copyOf(endpoints);
    }

    /** Record of the requests of a new connection. */
    RequestRecord record() {
        return telemetry.connection();
    }

    /** Rates of the requests of a new connection. */
    ConnectionRates rates() {
        return rates.connection();
    }

    /** Budget of the bytes that wait for their reader. */
    Budget answers() {
        return bodies.budgets().answers();
    }

    /** Whether {@link #get} serves this path. */
    boolean answersGet(String path) {
        return routes.getOrDefault(path, Map.of()).containsKey("GET");
    }

    /** Whether this path has questions, of any method. */
    public boolean answers(String path) {
        return routes.containsKey(path);
    }

    /** Answers a request without a body. */
    BufferedResponse get(
            String path,
            Optional<String> query,
            Credentials credentials,
            Authenticator.CachedCredential cachedCredential,
            ConnectionRates counted,
            RequestRecord record) {
        try {
            Endpoint endpoint = endpoint(routes.getOrDefault(path, Map.of()), "GET");
            Route route = endpoint.route();
            record.route(endpoint.metrics());
            counted.arrived(credentials.remoteAddress());
            Principal caller = authenticator.admit(credentials, cachedCredential, route.scope());
            record.caller(caller);
            counted.admitted(caller, route.scope());
            return counted((RouteHandler.Query) route.handler(), query, counted);
        } catch (NotAdmittedException e) {
            return response(counted.denied(e, credentials), path, record);
        } catch (Throwable e) {
            return response(e, path, record);
        }
    }

    /** Where to call {@link #get} instead, if the answer may take too long. */
    Optional<FewAtOnce> elsewhere(String path, Optional<String> query, RequestRecord record) {
        Endpoint endpoint = routes.getOrDefault(path, Map.of()).get("GET");
        if (endpoint == null) {
            return Optional.empty();
        }
        record.route(endpoint.metrics());
        return ((RouteHandler.Query) endpoint.route().handler()).elsewhere(query);
    }

    /** Threads for what is answered {@link #elsewhere}. */
    Executor lowPriority() {
        return lowPriority;
    }

    /** The response while too many questions wait. */
    BufferedResponse busy() {
        return tooMany().response(json);
    }

    private static HttpProblem tooMany() {
        return new HttpProblem(ProblemKind.TOO_MANY_REQUESTS, "Too many large questions are waiting.")
                .remedy("Ask again later, or with fewer letters; adcache.questions.suggest-waiting is the most.");
    }

    /** The final response to invalid HTTP. */
    BufferedResponse refused(int status) {
        return HttpProblem.ofStatus(status).response(json).header("Connection", "close");
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        Map<String, Endpoint> methods = routes.get(path);
        RequestRecord record = telemetry.of(request);
        if (isFramedFaultily(request)) {
            answers.send(refused(400), request, response, callback);
        } else if (methods == null) {
            request.getComponents()
                    .getExecutor()
                    .execute(() -> record.inLog(() -> {
                        passOn(request, response, callback);
                        return true;
                    }));
        } else {
            admit(methods, record, request, response, callback);
        }
        return true;
    }

    /** RFC 9112, section 6.1: a proxy of HTTP/1.0 may have passed on the header without understanding it. */
    private static boolean isFramedFaultily(Request request) {
        return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0
                && request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    private void admit(
            Map<String, Endpoint> methods,
            RequestRecord record,
            Request request,
            Response response,
            Callback callback) {
        try {
            Endpoint endpoint = endpoint(methods, request.getMethod());
            record.route(endpoint.metrics());
            ConnectionRates counted = rates.connection();
            admit(endpoint.route(), RequestCredentials.of(request), counted, record);
            answer(endpoint.route(), request, response, callback, counted);
        } catch (Throwable e) {
            answers.send(refusal(e, request), request, response, callback);
        }
    }

    /**
     * Jetty's connections keep the last URI: after a wipe, one with a query is closed. A server without tokens keeps
     * them, as all of its connections are of that kind.
     */
    private BufferedResponse refusal(Throwable failure, Request request) {
        BufferedResponse made = response(failure, Request.getPathInContext(request), telemetry.of(request));
        boolean refused = failure instanceof HttpProblem problem && problem.isOf(ProblemKind.INTEGRATION_DISABLED);
        boolean unknown = failure instanceof CacheUnavailableException unavailable
                && unavailable.reason() == UnknownReason.INTEGRATION_DISABLED;
        boolean closes =
                (refused || unknown) && request.getHttpURI().getQuery() != null && !authenticator.isLoopbackOnly();
        return closes ? made.header("Connection", "close") : made;
    }

    private void admit(Route route, Credentials credentials, ConnectionRates counted, RequestRecord record) {
        counted.arrived(credentials.remoteAddress());
        try {
            Principal caller = authenticator.admit(credentials, route.scope(), false);
            record.caller(caller);
            counted.admitted(caller, route.scope());
        } catch (NotAdmittedException e) {
            throw counted.denied(e, credentials);
        }
    }

    private void passOn(Request request, Response response, Callback callback) {
        UnblockedResponse unblocked = new UnblockedResponse(request, response, callback, bodies.budgets());
        try {
            if (!super.handle(request, unblocked, unblocked)) {
                Response.writeError(request, unblocked, unblocked, 404);
            }
        } catch (Throwable e) {
            Response.writeError(request, unblocked, unblocked, e);
        }
    }

    private void answer(Route route, Request request, Response response, Callback callback, ConnectionRates counted) {
        Optional<String> query = Optional.ofNullable(request.getHttpURI().getQuery());
        if (route.handler() instanceof RouteHandler.Query handler) {
            answer(handler, query, request, response, callback, counted);
        } else if (route.handler() instanceof RouteHandler.Body handler) {
            QueryParameters.parse(query, Set.of());
            RequestBody.check(request.getLength());
            new AsyncBodyReader(
                            request,
                            bodies,
                            (reader, body) -> dispatch(
                                    body.length,
                                    request,
                                    () -> settle(
                                            request, response, callback, () -> answerAndRelease(handler, body, reader)),
                                    refusal -> settle(request, response, callback, () -> {
                                        reader.release();
                                        throw refusal;
                                    })),
                            failure -> answers.send(failure.response(json), request, response, callback))
                    .run();
        } else {
            throw new IllegalStateException(route + " belongs to Javalin");
        }
    }

    private void answer(
            RouteHandler.Query handler,
            Optional<String> query,
            Request request,
            Response response,
            Callback callback,
            ConnectionRates counted) {
        Optional<FewAtOnce> elsewhere = handler.elsewhere(query);
        if (elsewhere.isEmpty()) {
            answers.send(counted(handler, query, counted), request, response, callback);
        } else if (!elsewhere
                .get()
                .execute(
                        lowPriority,
                        () -> settle(request, response, callback, () -> counted(handler, query, counted)))) {
            throw tooMany();
        }
    }

    private static BufferedResponse counted(
            RouteHandler.Query handler, Optional<String> query, ConnectionRates counted) {
        BufferedResponse answer = handler.answer(query);
        counted.answered(answer.accounts());
        return answer;
    }

    private static BufferedResponse answerAndRelease(RouteHandler.Body handler, byte[] body, AsyncBodyReader reader) {
        try {
            return handler.answer(body);
        } finally {
            reader.release();
        }
    }

    private void dispatch(int bodyLength, Request request, Runnable answer, Consumer<HttpProblem> refuse) {
        if (bodyLength <= LARGE_BODY) {
            request.getComponents().getExecutor().execute(answer);
            return;
        }
        if (!largeBodies.execute(lowPriority, answer)) {
            refuse.accept(
                    HttpProblem.beyond("http.limits.large-bodies", "Too many large bodies wait for their answers."));
        }
    }

    private void settle(Request request, Response response, Callback callback, Supplier<BufferedResponse> answer) {
        BufferedResponse made;
        try {
            made = answer.get();
        } catch (Throwable e) {
            made = refusal(e, request);
        }
        answers.send(made, request, response, callback);
    }

    private BufferedResponse response(Throwable failure, String path, RequestRecord record) {
        if (failure instanceof HttpProblem problem) {
            return problem.response(json);
        }
        if (!ExceptionMapper.isExpected(failure)) {
            record.identify();
        }
        return record.identified(
                record.inLog(() -> ExceptionMapper.problemOf(failure, path).response(json)));
    }

    private static Endpoint endpoint(Map<String, Endpoint> methods, String method) {
        Endpoint endpoint = methods.get(method.equals("HEAD") ? "GET" : method);
        if (endpoint == null) {
            TreeSet<String> allowed = new TreeSet<>(methods.keySet());
            if (allowed.contains("GET")) {
                allowed.add("HEAD");
            }
            throw HttpProblem.ofStatus(405).header("Allow", String.join(", ", allowed));
        }
        return endpoint;
    }
}
