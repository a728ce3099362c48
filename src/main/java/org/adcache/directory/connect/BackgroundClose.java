package org.adcache.directory.connect;

import com.unboundid.ldap.sdk.LDAPConnection;

/**
 * Close of a connection on a thread of its own: closing TLS to an unresponsive server blocks until its time-out, and
 * the caller must not wait for it.
 */
public final class BackgroundClose {
    private BackgroundClose() {}

    public static void inBackground(LDAPConnection connection) {
        Thread closer = new Thread(connection::close, "adcache-background-close");
        closer.setDaemon(true);
        closer.start();
    }
}
