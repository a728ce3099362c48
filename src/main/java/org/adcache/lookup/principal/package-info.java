/**
 * People who sign in: their account, their groups, and which configured names they match.
 *
 * <p>{@link org.adcache.lookup.principal.PrincipalLookup} is the entry; a configuration names accounts and groups by an
 * {@link org.adcache.lookup.principal.AccountReference}. Access depends on the answers, so that whatever is incomplete or
 * ambiguous counts as absent:
 *
 * <pre>{@code
 * PrincipalAnswer answer = lookup.principals().find(PrincipalName.parse("jo@CORP.EXAMPLE"), references);
 * }</pre>
 *
 * <p>Not here: who may do what.
 */
@NullMarked
package org.adcache.lookup.principal;

import org.jspecify.annotations.NullMarked;
