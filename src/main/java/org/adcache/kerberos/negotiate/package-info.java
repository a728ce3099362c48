/**
 * Parsing of the tokens with which people sign in, as far as they are not encrypted.
 *
 * <p>{@link org.adcache.kerberos.negotiate.NegotiateToken} tells Kerberos from NTLM; its {@link
 * org.adcache.kerberos.negotiate.TicketHeader} says for which service and with which key a ticket was issued, so that a
 * refusal can name its reason, which JGSS doesn't. Of SPNEGO there is what a server needs that accepts Kerberos alone.
 *
 * <p>Not here: keys and decryption. Nothing that is parsed here is authenticated.
 */
@NullMarked
package org.adcache.kerberos.negotiate;

import org.jspecify.annotations.NullMarked;
