/**
 * Authentication and authorisation: who sent a request, and what the sender may do.
 *
 * <p>{@link org.adcache.auth.Credentials} is what a request brings, whatever protocol it came by. This package knows nothing
 * of HTTP: it neither reads requests nor writes answers. What may not be in it: routes, problem answers, the command line.
 *
 * <pre>{@code
 * Caller caller = signIn.admit(credentials, Access.ADMIN);   // or NotAdmittedException
 * }</pre>
 */
@NullMarked
package org.adcache.auth;

import org.jspecify.annotations.NullMarked;
