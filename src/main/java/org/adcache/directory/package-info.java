/**
 * One Active Directory domain: finds a domain controller, binds to it and reads its accounts.
 *
 * <p>{@link org.adcache.directory.ActiveDirectory} tries the domain's servers in order: TLS with host-name check, a
 * GSSAPI bind with channel binding, a look at what the server says of itself. The session that it opens streams every
 * account, or reports who changed since a cursor and reads those again:
 *
 * <pre>{@code
 * try (DirectorySession session = directory.open(cursor, clock.instant().plus(timeout))) {
 *     if (session.changesSince(cursor.orElseThrow()) instanceof ReportedChanges.Known changes) {
 *         session.readObjects(changes.changed(), draft::put);
 *     }
 * }
 * }</pre>
 *
 * <p>Its rooms, each importing only those before it: {@code connect} and {@code controllers}, {@code read}, {@code
 * feed}. What isn't read to its end is a failure, never a shorter result. Every failure leaves this stage as a {@link
 * org.adcache.account.Problem} that names the step and the server; a library's own message is never shown.
 *
 * <p>Not here: what becomes of the accounts ({@code sync}), and examinations for people ({@code doctor}).
 */
@NullMarked
package org.adcache.directory;

import org.jspecify.annotations.NullMarked;
