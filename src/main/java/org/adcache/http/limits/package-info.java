/**
 * Limits on what clients may use: connections, bodies that arrive, answers that wait for their reader.
 *
 * <p>Each limit is a {@code Budget} of {@link org.adcache.http.HttpBudgets}. {@link
 * org.adcache.http.limits.LimitedConnector} counts connections when they open and close, so that a request on the fast
 * path costs nothing more.
 *
 * <p>Not here: limits on the work of a question ({@code lookup}).
 */
@NullMarked
package org.adcache.http.limits;

import org.jspecify.annotations.NullMarked;
