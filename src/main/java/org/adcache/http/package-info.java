/**
 * The HTTP interface: routes, sign-in, JSON shapes and problem answers.
 *
 * <p>{@link org.adcache.http.HttpServer} is the entry. Its routes come in groups ({@link org.adcache.http.RouteGroup}), which
 * {@link org.adcache.http.ApiRoutes} wires, and make one {@code RouteTable}. The questions of rule engines and pages (lookup,
 * match, suggest) are answered by a Jetty core handler, {@code FastPathRoutes}, in front of Javalin, which serves everything else
 * ({@code JavalinRoutes}). Both admit callers through {@link org.adcache.http.Authenticator} and end a request that can't be
 * answered with a {@code HttpProblem}, which becomes a problem answer after RFC 9457:
 *
 * <pre>{@code
 * GET /v1/lookup?key=
 * 400 {"type":"/problems/bad-request","title":"Bad request","status":400,"detail":"key is empty."}
 * }</pre>
 */
@NullMarked
package org.adcache.http;

import org.jspecify.annotations.NullMarked;
