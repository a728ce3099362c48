package org.adcache.http.ui;

import static org.adcache.http.RouteHandler.forExchange;
import static org.eclipse.jetty.http.HttpMethod.GET;

import io.javalin.http.Context;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.adcache.auth.RequiredScope;
import org.adcache.http.BufferedResponse;
import org.adcache.http.QueryParameters;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.ProblemKind;

/**
 * OpenAPI document of the interface, {@code /openapi.yaml}, and Swagger UI, {@code /docs}, which shows it. The files of
 * Swagger UI come from its WebJar; their addresses have its version.
 */
public final class ApiDocumentRoutes implements RouteGroup {
    /** CSP level 3. Swagger UI sets {@code innerHTML}, so that Trusted Types can't be required here. */
    private static final String POLICY = new StringJoiner("; ")
            .add("default-src 'none'")
            .add("script-src 'self'")
            .add("style-src 'self'")
            .add("img-src 'self' data:")
            .add("connect-src 'self'")
            .add("form-action 'none'")
            .add("base-uri 'none'")
            .add("frame-ancestors 'none'")
            .toString();

    private final PageFiles document = new PageFiles("/org/adcache/http/", Pattern.compile("openapi\\.yaml"));
    private final PageFiles page = new PageFiles("/org/adcache/http/ui/", Pattern.compile("docs\\.html"));
    private final PageFiles swaggerUi = new PageFiles(
            "/META-INF/resources/webjars/swagger-ui/",
            Pattern.compile("[0-9]+(\\.[0-9]+)*/swagger-ui(\\.css|-bundle\\.js)"));
    private final FileResponse response = FileResponse.of(POLICY);

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(
                        GET,
                        "/openapi.yaml",
                        RequiredScope.OPEN,
                        forExchange((context, caller) -> answer(context, response, document, "openapi.yaml"))),
                new Route(
                        GET,
                        "/docs",
                        RequiredScope.OPEN,
                        forExchange((context, caller) -> answer(context, response, page, "docs.html"))),
                new Route(
                        GET,
                        "/docs/{version}/{file}",
                        RequiredScope.OPEN,
                        forExchange(
                                (context, caller) -> answer(context, response.immutable(), swaggerUi, name(context)))));
    }

    private static String name(Context context) {
        return context.pathParam("version") + "/" + context.pathParam("file");
    }

    private static BufferedResponse answer(Context context, FileResponse response, PageFiles files, String name) {
        QueryParameters.rejectAll(context);
        return response.to(
                context,
                files.find(name).orElseThrow(() -> new HttpProblem(ProblemKind.NOT_FOUND, "There is no such file.")));
    }
}
