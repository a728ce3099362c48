package org.adcache.http.fastpath;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.adcache.auth.Authenticator;
import org.adcache.auth.Credentials;
import org.adcache.budget.FewAtOnce;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Json;
import org.adcache.http.QueryParameters;
import org.adcache.http.RequestBody;
import org.adcache.http.RequestCredentials;
import org.adcache.http.Route;
import org.adcache.http.RouteHandler;
import org.adcache.http.RouteTable;
import org.adcache.http.problem.ExceptionMapper;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.ProblemKind;
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
    private final Authenticator authenticator;
    private final Json json;
    /** By path and method. */
    private final Map<String, Map<String, Route>> routes;

    public FastPathRoutes(RouteTable table, Authenticator authenticator, Json json) {
        this.routes = table.fastPath();
        this.authenticator = authenticator;
        this.json = json;
    }

    /** Whether {@link #get} serves this path. */
    boolean answersGet(String path) {
        return routes.getOrDefault(path, Map.of()).containsKey("GET");
    }

    /** Answers a request without a body. */
    BufferedResponse get(
            String path,
            Optional<String> query,
            Credentials credentials,
            Authenticator.CachedCredential cachedCredential) {
        try {
            Route route = route(routes.getOrDefault(path, Map.of()), "GET");
            authenticator.admit(credentials, cachedCredential, route.scope());
            return ((RouteHandler.Query) route.handler()).answer(query);
        } catch (Throwable e) {
            return response(e, path);
        }
    }

    /** Where to call {@link #get} instead, if the answer may take too long. */
    Optional<FewAtOnce> elsewhere(String path, Optional<String> query) {
        Route route = routes.getOrDefault(path, Map.of()).get("GET");
        return route == null ? Optional.empty() : ((RouteHandler.Query) route.handler()).elsewhere(query);
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
        Map<String, Route> methods = routes.get(path);
        if (methods == null) {
            request.getComponents().getExecutor().execute(() -> passOn(request, response, callback));
            return true;
        }
        try {
            Route route = route(methods, request.getMethod());
            authenticator.admit(RequestCredentials.of(request), route.scope());
            answer(route, request, response, callback);
        } catch (Throwable e) {
            refuse(e, path, response, callback);
        }
        return true;
    }

    private void passOn(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, 404);
            }
        } catch (Throwable e) {
            Response.writeError(request, response, callback, e);
        }
    }

    private void answer(Route route, Request request, Response response, Callback callback) {
        Optional<String> query = Optional.ofNullable(request.getHttpURI().getQuery());
        if (route.handler() instanceof RouteHandler.Query handler) {
            answer(handler, query, request, response, callback);
        } else if (route.handler() instanceof RouteHandler.Body handler) {
            QueryParameters.parse(query, Set.of());
            answer(handler, request, response, callback);
        } else {
            throw new IllegalStateException(route + " belongs to Javalin");
        }
    }

    private void answer(
            RouteHandler.Query handler, Optional<String> query, Request request, Response response, Callback callback) {
        Optional<FewAtOnce> elsewhere = handler.elsewhere(query);
        if (elsewhere.isEmpty()) {
            handler.answer(query).send(response, callback);
        } else if (!elsewhere
                .get()
                .execute(
                        request.getComponents().getExecutor(),
                        () -> settle(request, response, callback, () -> handler.answer(query)))) {
            throw tooMany();
        }
    }

    private void answer(RouteHandler.Body handler, Request request, Response response, Callback callback) {
        RequestBody.check(request.getLength());
        new AsyncBodyReader(
                        request,
                        body -> request.getComponents()
                                .getExecutor()
                                .execute(() -> settle(request, response, callback, () -> handler.answer(body))),
                        failure -> settle(request, response, callback, () -> {
                            throw failure;
                        }))
                .run();
    }

    private void settle(Request request, Response response, Callback callback, Supplier<BufferedResponse> answer) {
        try {
            answer.get().send(response, callback);
        } catch (Throwable e) {
            refuse(e, Request.getPathInContext(request), response, callback);
        }
    }

    private void refuse(Throwable failure, String path, Response response, Callback callback) {
        if (response.isCommitted()) {
            callback.failed(failure);
            return;
        }
        try {
            response(failure, path).send(response, callback);
        } catch (Throwable e) {
            callback.failed(e); // otherwise the request would never complete
        }
    }

    private BufferedResponse response(Throwable failure, String path) {
        return ExceptionMapper.problemOf(failure, path).response(json);
    }

    private static Route route(Map<String, Route> methods, String method) {
        Route route = methods.get(method.equals("HEAD") ? "GET" : method);
        if (route == null) {
            TreeSet<String> allowed = new TreeSet<>(methods.keySet());
            if (allowed.contains("GET")) {
                allowed.add("HEAD");
            }
            throw HttpProblem.ofStatus(405).header("Allow", String.join(", ", allowed));
        }
        return route;
    }
}
