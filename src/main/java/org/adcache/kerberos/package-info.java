/**
 * Login with a keytab, and the meaning of its failures.
 *
 * <p>A {@link org.adcache.kerberos.Keytab} is parsed by adcache itself, because the JDK has one message for several
 * different faults; {@link org.adcache.kerberos.KeytabCheck} distinguishes them before any login. One {@link
 * org.adcache.kerberos.Krb5Conf} is written for all realms; then a {@link org.adcache.kerberos.KerberosLogin} per
 * connection runs actions that need a ticket:
 *
 * <pre>{@code
 * krb5Conf.write(List.of(new KerberosRealm("CORP.EXAMPLE", "corp.example", List.of(), List.of())));
 * BindResult result = login.call(deadline, () -> connection.bind(request));
 * }</pre>
 *
 * <p>Every failure is reported as a {@link org.adcache.account.Problem} with a remedy.
 *
 * <p>Not here: LDAP, and what an action does with its ticket.
 */
@NullMarked
package org.adcache.kerberos;

import org.jspecify.annotations.NullMarked;
