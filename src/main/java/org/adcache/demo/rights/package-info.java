/**
 * Read rights of the clients of the simulated directory, by entry, by attribute and by property set (MS-ADTS 5.1.3).
 *
 * <p>{@link org.adcache.demo.rights.ClientRights} decides; {@link org.adcache.demo.rights.Rights} names the two states
 * of a domain that matter, and a single right can be granted or revoked on top:
 *
 * <pre>
 *   directory.rights().use(Rights.HARDENED);
 *   directory.rights().grant(PropertySet.USER_ACCOUNT_RESTRICTIONS);
 * </pre>
 *
 * <p>Not here: what a search does with an attribute that cannot be read ({@code search}).
 */
@NullMarked
package org.adcache.demo.rights;

import org.jspecify.annotations.NullMarked;
