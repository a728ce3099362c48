package org.adcache.directory;

import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS settings of a connection; plain LDAP is not offered.
 *
 * @param trust PEM file with the CAs to trust; empty: the JVM's
 * @param channelBinding whether binds carry the token of RFC 5929, off only for TLS-terminating load balancers
 */
public record TlsConfig(Mode mode, Optional<Path> trust, boolean channelBinding) {
    /** LDAPS (port 636 by default) or StartTLS (389). */
    public enum Mode {
        LDAPS,
        STARTTLS
    }
}
