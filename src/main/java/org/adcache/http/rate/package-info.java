/**
 * Limits of rates: requests of a caller, of an address, suggestions, and sign-ins that fail.
 *
 * <p>{@link org.adcache.http.rate.Rates} belongs to the server; each connection of the fast path keeps its {@link
 * org.adcache.http.rate.ConnectionRates}, so that a request costs no look-up.
 *
 * <pre>{@code
 * rates.arrived(from);
 * Principal caller = authenticator.admit(…);
 * rates.admitted(caller, route.scope());
 * }</pre>
 *
 * <p>Not here: who a caller is ({@code auth}), and limits on what is used at once ({@code http.limits}).
 */
@NullMarked
package org.adcache.http.rate;

import org.jspecify.annotations.NullMarked;
