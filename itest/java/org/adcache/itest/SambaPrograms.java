package org.adcache.itest;

import java.util.List;

/**
 * Which Samba a controller is.
 *
 * @param prefix the words in front of each of its commands
 * @param strongAuthentication its setting {@code ldap server require strong auth}
 */
record SambaPrograms(List<String> prefix, String strongAuthentication) {
    /** The one installed here; Debian 12's knows no channel binding, and refuses all of SASL over TLS by default. */
    static SambaPrograms ofThisMachine() {
        return new SambaPrograms(List.of(), "allow_sasl_over_tls");
    }

    /** Samba 4.21 or newer, as it is by default: who binds over TLS must say which TLS connection he means. */
    static SambaPrograms requiringChannelBinding(DebianTree tree) {
        return new SambaPrograms(tree.prefix(), "yes");
    }
}
