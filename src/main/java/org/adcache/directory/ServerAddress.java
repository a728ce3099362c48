package org.adcache.directory;

/** A domain controller's full name and LDAP port. */
public record ServerAddress(String host, int port) {
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
