/**
 * One Active Directory domain: finds a domain controller, binds to it and reads its accounts.
 *
 * <p>{@link org.adcache.directory.ActiveDirectory} tries the domain's servers in order: TLS with host-name check, a GSSAPI
 * bind with channel binding, a look at what the server says of itself. The session it opens streams every account:
 *
 * <pre>{@code
 * try (DirectorySession session = directory.open(clock.instant().plus(timeout))) {
 *     ReadReport report = session.readAll(draft::add);
 * }
 * }</pre>
 *
 * <p>What isn't read to its end is a failure, never a shorter result. Every failure leaves this package as a {@link
 * org.adcache.account.Problem} that names the step and the server; a library's own message is never shown.
 */
@NullMarked
package org.adcache.directory;

import org.jspecify.annotations.NullMarked;
