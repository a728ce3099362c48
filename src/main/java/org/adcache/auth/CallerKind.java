package org.adcache.auth;

import java.util.Locale;

/** How a caller was authenticated. */
public enum CallerKind {
    /** The command line on this machine, or anyone on it where no token is required. */
    LOCAL,
    /** By a token. */
    TOKEN,
    /** By the certificate of the TLS connection. */
    CERTIFICATE,
    /** By the cookie of a session, or by a Kerberos ticket. */
    SESSION;

    /** Name in JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
