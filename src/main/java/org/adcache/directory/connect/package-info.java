/**
 * Encrypted, authenticated connection to one server: TLS, host-name check, GSSAPI bind, time limits, and the mapping
 * of failures.
 *
 * <p>{@link org.adcache.directory.connect.Connector} connects, {@link org.adcache.directory.connect.Binder} binds,
 * {@link org.adcache.directory.connect.DomainProbe} identifies the server. {@link
 * org.adcache.directory.connect.LdapProblems} and {@link org.adcache.directory.connect.TlsProblems} translate the
 * SDK's and the JDK's exceptions once, here.
 *
 * <p>Not here: searches for accounts, and the choice among servers.
 */
@NullMarked
package org.adcache.directory.connect;

import org.jspecify.annotations.NullMarked;
