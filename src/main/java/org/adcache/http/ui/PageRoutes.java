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
 * The pages, {@code /} and {@code /demo}, their files below {@code /ui/}, and one page for each problem, at the path
 * that is its type. They hold no data: what they show, they ask for with the session of their reader. A browser asks
 * each time whether its copy is still the same, so an upgrade of the service is an upgrade of its pages.
 */
public final class PageRoutes implements RouteGroup {
    /** CSP level 3, Trusted Types; a file is the only source of scripts and styles. */
    private static final String POLICY = new StringJoiner("; ")
            .add("default-src 'none'")
            .add("script-src 'self'")
            .add("style-src 'self'")
            .add("img-src 'self'")
            .add("connect-src 'self'")
            .add("form-action 'self'")
            .add("base-uri 'none'")
            .add("frame-ancestors 'none'")
            .add("require-trusted-types-for 'script'")
            .add("trusted-types 'none'")
            .toString();

    /** No name leads out of the folder. */
    private static final Pattern NAME = Pattern.compile("([a-z0-9]+(-[a-z0-9]+)*/)?[a-z0-9]+([.-][a-z0-9]+)*");

    private final boolean demo;
    private final PageFiles files = new PageFiles("/org/adcache/http/ui/", NAME);
    private final ProblemPages problems = new ProblemPages();
    private final FileResponse response = FileResponse.of(POLICY);

    /** @param demo whether there is the page {@code /demo} */
    public PageRoutes(boolean demo) {
        this.demo = demo;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(GET, "/", RequiredScope.OPEN, forExchange((context, caller) -> page(context, "index.html"))),
                new Route(GET, "/demo", RequiredScope.OPEN, forExchange((context, caller) -> demo(context))),
                new Route(GET, "/ui/{file}", RequiredScope.OPEN, forExchange((context, caller) -> file(context))),
                new Route(
                        GET,
                        "/ui/{folder}/{file}",
                        RequiredScope.OPEN,
                        forExchange((context, caller) -> part(context))),
                new Route(
                        GET,
                        "/problems/{code}",
                        RequiredScope.OPEN,
                        forExchange((context, caller) -> problem(context))));
    }

    private BufferedResponse demo(Context context) {
        QueryParameters.rejectAll(context);
        if (!demo) {
            throw new HttpProblem(ProblemKind.NOT_FOUND, "This page exists in the demo only.")
                    .remedy("Start it with \"adcache demo\", or open the administrator's page, /.");
        }
        return page(context, "demo.html");
    }

    private BufferedResponse file(Context context) {
        return page(context, context.pathParam("file"));
    }

    private BufferedResponse part(Context context) {
        return page(context, context.pathParam("folder") + "/" + context.pathParam("file"));
    }

    private BufferedResponse problem(Context context) {
        return page(
                context,
                problems.find(context.pathParam("code"))
                        .orElseThrow(() -> new HttpProblem(ProblemKind.NOT_FOUND, "No problem has this code.")));
    }

    private BufferedResponse page(Context context, String name) {
        return page(
                context,
                files.find(name).orElseThrow(() -> new HttpProblem(ProblemKind.NOT_FOUND, "There is no such file.")));
    }

    private BufferedResponse page(Context context, PageFile file) {
        QueryParameters.rejectAll(context);
        return response.to(context, file);
    }
}
