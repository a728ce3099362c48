package org.adcache.integration;

import java.util.List;
import org.adcache.kerberos.KerberosRealm;

/** What logs in to Kerberos while the integration is on: the connections. */
public interface KerberosClients {
    /** The realms that the krb5.conf has to describe. */
    List<KerberosRealm> realms();

    /** Destroys their tickets; every login fails from now on, one under way included, until {@link #resume}. */
    void suspend();

    /** Lets them log in again. */
    void resume();
}
