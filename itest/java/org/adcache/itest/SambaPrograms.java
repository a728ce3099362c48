package org.adcache.itest;

import java.util.List;

/**
 * Samba installation of a controller.
 *
 * @param prefix the prefix of each of its commands
 * @param strongAuthentication its setting {@code ldap server require strong auth}
 */
record SambaPrograms(List<String> prefix, String strongAuthentication) {
    /**
     * The one installed here; Debian 12's does not support channel binding, and refuses all of SASL over TLS by
     * default.
     */
    static SambaPrograms ofThisMachine() {
        return new SambaPrograms(List.of(), "allow_sasl_over_tls");
    }

    /** Samba 4.21 or newer with its default settings: a bind over TLS requires channel binding. */
    static SambaPrograms requiringChannelBinding(DebianTree tree) {
        return new SambaPrograms(tree.prefix(), "yes");
    }
}
