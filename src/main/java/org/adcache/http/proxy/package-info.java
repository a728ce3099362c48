/**
 * Proxies in front of adcache whose headers are believed: where a request came from, and who was signed in.
 *
 * <p>{@link org.adcache.http.proxy.TrustedProxies} says which; from any other address these headers are ignored.
 *
 * <pre>{@code
 * InetAddress client = proxies.client(peer, headers.getValuesList(HttpHeader.X_FORWARDED_FOR));
 * }</pre>
 *
 * <p>Not here: who a user is ({@code auth}).
 */
@NullMarked
package org.adcache.http.proxy;

import org.jspecify.annotations.NullMarked;
