/**
 * The HTTP interface: routing table, JSON, problem answers.
 *
 * <p>{@link org.adcache.http.HttpServer} is the entry type, {@link org.adcache.http.ApiRoutes} the list of route
 * groups. Each route is a row of the {@link org.adcache.http.RouteTable}, from which the fast path and Javalin
 * register their routes: lookup, match and suggest are answered by Jetty core handlers in front of Javalin, which
 * serves everything else. A request that can't be answered ends with an {@code HttpProblem}, which becomes a problem
 * answer (RFC 9457):
 *
 * <pre>{@code
 * GET /v1/lookup?key=
 * 400 {"type":"/problems/bad-request","title":"Bad request","status":400,"detail":"key is empty."}
 * }</pre>
 *
 * <p>Routes ask the other parts through the interfaces that those own: {@code LookupService}, {@code SyncControl},
 * {@code IntegrationSwitch}.
 *
 * <p>Its rooms, each importing only those before it: {@code problem}, {@code limits}, {@code query}, {@code admin}, {@code fastpath}.
 *
 * <p>Not here: authorisation ({@code auth}), and anything that lookup or sync could do for another protocol.
 */
@NullMarked
package org.adcache.http;

import org.jspecify.annotations.NullMarked;
