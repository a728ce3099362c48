/**
 * Sessions of pages: a cookie in place of a token or a ticket.
 *
 * <p>{@link org.adcache.auth.session.Sessions} opens and finds them; a {@link
 * org.adcache.auth.session.SessionOrigin} says at each request whether what a session was made from still holds.
 *
 * <p>Not here: cookies and headers as HTTP writes them ({@code http.access}). Nothing is stored.
 */
@NullMarked
package org.adcache.auth.session;

import org.jspecify.annotations.NullMarked;
