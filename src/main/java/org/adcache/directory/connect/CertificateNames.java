package org.adcache.directory.connect;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * DNS names of a certificate (RFC 6125, section 6.4): where it has any, its common name counts for nothing. The SDK
 * looks at both.
 */
final class CertificateNames {
    private static final int DNS = 2;

    private CertificateNames() {}

    /** Whether a host is one of the DNS names, or there are none. */
    static boolean allow(String host, X509Certificate certificate) {
        List<String> names = dnsNames(certificate);
        return names.isEmpty() || names.stream().anyMatch(name -> matches(host.toLowerCase(Locale.ROOT), name));
    }

    private static List<String> dnsNames(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.get(0).equals(DNS))
                            .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
                            .toList();
        } catch (CertificateParsingException e) {
            // The path of a certificate that can't be parsed was not accepted before.
            return List.of();
        }
    }

    /** A wildcard stands for the whole first label. */
    private static boolean matches(String host, String name) {
        int dot = host.indexOf('.');
        return name.startsWith("*.") ? dot > 0 && host.substring(dot).equals(name.substring(1)) : host.equals(name);
    }
}
