/**
 * Routes about callers: sessions, who a caller is, tokens.
 *
 * <p>{@link org.adcache.http.access.SessionRoutes} opens and ends sessions, {@link org.adcache.http.access.MeRoutes}
 * tells callers who they are, {@link org.adcache.http.access.TokenRoutes} manages tokens.
 *
 * <p>Not here: the decision who is admitted ({@code auth}).
 */
@NullMarked
package org.adcache.http.access;

import org.jspecify.annotations.NullMarked;
