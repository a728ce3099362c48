package org.adcache.kerberos;

import java.util.List;
import java.util.Locale;

/**
 * One realm for krb5.conf.
 *
 * @param name the realm, for instance {@code CORP.EXAMPLE}
 * @param domain its DNS domain
 * @param kdcs a name or name:port each; empty to find them by DNS SRV
 * @param hosts servers of this realm whose names may be outside the domain
 */
public record KerberosRealm(String name, String domain, List<String> kdcs, List<String> hosts) {
    public KerberosRealm {
        if (name.isBlank() || domain.isBlank()) {
            throw new IllegalArgumentException("realm or domain is empty");
        }
        domain = domain.toLowerCase(Locale.ROOT);
        kdcs = List.copyOf(kdcs);
        hosts = List.copyOf(hosts);
        List.of(name, domain).forEach(KerberosRealm::checkWord);
        kdcs.forEach(KerberosRealm::checkWord);
        hosts.forEach(KerberosRealm::checkWord);
    }

    /** Rejects braces, line breaks and the like, which would change the meaning of the file. */
    private static void checkWord(String word) {
        if (word.chars().anyMatch(c -> c <= ' ' || "{}=#;\"".indexOf(c) >= 0)) {
            throw new IllegalArgumentException("not a host or realm name: \"" + word + "\"");
        }
    }
}
