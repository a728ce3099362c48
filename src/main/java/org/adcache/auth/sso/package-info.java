/**
 * Single sign-on: people sign in with a Kerberos ticket, and their groups in the cache decide what they may do.
 *
 * <p>{@link org.adcache.auth.sso.SingleSignOn} takes the tokens of a client and returns a {@link
 * org.adcache.auth.sso.Person}; {@link org.adcache.auth.sso.Roles} keeps that up to date:
 *
 * <pre>{@code
 * if (signOn.signIn(token) instanceof SignInResult.Complete complete) { … complete.person().scopes() … }
 * Admission now = roles.refresh(person);
 * }</pre>
 *
 * <p>Every refusal is a {@link org.adcache.account.ProblemException} of a type of its own; docs/troubleshooting.md
 * explains them.
 *
 * <p>Not here: HTTP, sessions, and anything that a KDC would have to be asked for.
 */
@NullMarked
package org.adcache.auth.sso;

import org.jspecify.annotations.NullMarked;
