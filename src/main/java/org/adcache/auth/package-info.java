/**
 * Authentication and authorisation of requests.
 *
 * <p>{@link org.adcache.auth.Credentials} holds what a request carries, whatever its protocol; {@link
 * org.adcache.auth.Authenticator} determines the {@link org.adcache.auth.Principal}, or throws a {@link
 * org.adcache.auth.NotAdmittedException}:
 *
 * <pre>{@code
 * Principal principal = authenticator.admit(credentials, RequiredScope.ADMIN);
 * }</pre>
 *
 * <p>Token files and their lock are here too, because the command line and the service write the same {@code
 * tokens.json}, and so is the {@link org.adcache.auth.AuditLog} of administrators' changes.
 *
 * <p>Not here: HTTP. This room neither reads requests nor writes answers.
 */
@NullMarked
package org.adcache.auth;

import org.jspecify.annotations.NullMarked;
