/**
 * Client of one Active Directory domain: finds a domain controller, binds to it and reads its accounts.
 *
 * <p>{@link org.adcache.directory.ActiveDirectory} tries the domain's servers in order: TLS with host-name check, a
 * GSSAPI bind with channel binding, a probe of the rootDSE. The session it opens streams every account, or reports the
 * objects changed since a cursor and reads those again:
 *
 * <pre>{@code
 * try (DirectorySession session = directory.open(cursor, clock.instant().plus(timeout))) {
 *     if (session.changesSince(cursor.orElseThrow(), cached) instanceof ReportedChanges.Known changes) {
 *         session.readObjects(changes.changed(), draft::put);
 *     }
 * }
 * }</pre>
 *
 * <p>Its rooms, each importing only those before it: {@code connect} and {@code controllers}, {@code read}, {@code
 * feed}. An incomplete read is a failure, never a shorter result. Every failure leaves this stage as a {@link
 * org.adcache.account.Problem} that names the step and the server; a library's own message is never shown.
 *
 * <p>Not here: what is done with the accounts ({@code sync}), and diagnostics ({@code doctor}).
 */
@NullMarked
package org.adcache.directory;

import org.jspecify.annotations.NullMarked;
