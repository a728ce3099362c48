package org.adcache.directory.connect;

import com.unboundid.ldap.sdk.LDAPConnection;

/**
 * Ends a connection aside: saying goodbye over TLS to a silent server takes until its time-out, and nobody waits for
 * it.
 */
public final class AbortiveClose {
    private AbortiveClose() {}

    public static void inBackground(LDAPConnection connection) {
        Thread closer = new Thread(connection::close, "adcache-abortive-close");
        closer.setDaemon(true);
        closer.start();
    }
}
