package org.adcache.integration;

import java.util.List;
import org.adcache.kerberos.KerberosRealm;

/** Clients of Kerberos while the integration is on: the connections. */
public interface KerberosClients {
    /** The realms that the krb5.conf must contain. */
    List<KerberosRealm> realms();

    /** Destroys their tickets; every login fails until {@link #resume}, including one in progress. */
    void suspend();

    /** Permits logins again. */
    void resume();
}
