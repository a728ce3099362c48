/**
 * The words of the domain as immutable values, and no I/O.
 *
 * <p>An {@link org.adcache.account.Account} is what adcache keeps of a user, a contact or a group. Its parts are types of
 * their own, and each type decides once how its values compare: {@code new AccountName("JSmith").key()} is
 * {@code "jsmith"}, {@code MailAddress.parse("Jo@Bücher.example")} has the key {@code "jo@xn--bcher-kva.example"}. Keys are
 * case-folded and never accent-folded, because a rule decides about security with them.
 */
@NullMarked
package org.adcache.account;

import org.jspecify.annotations.NullMarked;
