/**
 * Authentication and authorisation: who sent a request, and what the sender may do.
 *
 * <p>{@link org.adcache.auth.Credentials} is what a request brings, whatever protocol it came by; {@link
 * org.adcache.auth.Authenticator} finds the {@link org.adcache.auth.Principal} behind it, or throws a {@link
 * org.adcache.auth.NotAdmittedException}:
 *
 * <pre>{@code
 * Principal principal = authenticator.admit(credentials, RequiredScope.ADMIN);
 * }</pre>
 *
 * <p>Token files and their lock are here too, because the command line and the service write the same {@code
 * tokens.json}, and so is the {@link org.adcache.auth.AuditLog} of what administrators change.
 *
 * <p>Not here: HTTP. This room neither reads requests nor writes answers.
 */
@NullMarked
package org.adcache.auth;

import org.jspecify.annotations.NullMarked;
