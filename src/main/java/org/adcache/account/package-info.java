/**
 * The domain model as immutable values.
 *
 * <p>An {@link org.adcache.account.Account} is what adcache caches of a user, a contact or a group. Its parts are
 * types of their own, and each type defines once how its values compare: {@code new AccountName("JSmith").key()} is
 * {@code "jsmith"}, {@code MailAddress.parse("Jo@Bücher.example")} has the key {@code "jo@xn--bcher-kva.example"}.
 * Keys are case-folded and never accent-folded, because security decisions are made with them. A failure that an
 * operator can fix is a {@link org.adcache.account.Problem}.
 *
 * <p>Not here: I/O, threads, formats of files or of the wire, and anything that only one stage needs.
 */
@NullMarked
package org.adcache.account;

import org.jspecify.annotations.NullMarked;
