/**
 * Login with a keytab, and what its failures mean.
 *
 * <p>A {@link org.adcache.kerberos.Keytab} is read by adcache itself, because the JDK has one message for five
 * different faults. {@link org.adcache.kerberos.KeytabCheck} tells them apart before any login. One {@link
 * org.adcache.kerberos.Krb5Conf} is written for all realms; then a {@link org.adcache.kerberos.KerberosLogin} per
 * connection runs what needs a ticket:
 *
 * <pre>{@code
 * krb5Conf.write(List.of(new KerberosRealm("CORP.EXAMPLE", "corp.example", List.of(), List.of())));
 * BindResult result = login.call(deadline, () -> connection.bind(request));
 * }</pre>
 *
 * <p>Every failure leaves this package as a {@link org.adcache.account.Problem} with a remedy.
 */
@NullMarked
package org.adcache.kerberos;

import org.jspecify.annotations.NullMarked;
