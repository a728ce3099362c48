package org.adcache.directory;

/** Host name (fully qualified) and LDAP port of a domain controller. */
public record ServerAddress(String host, int port) {
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
