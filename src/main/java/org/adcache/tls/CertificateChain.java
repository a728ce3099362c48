package org.adcache.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Certificate chain of a key: its own certificate, then each one's issuer, as far as the certificates reach. */
final class CertificateChain {
    private CertificateChain() {}

    /**
     * The chain; empty if no certificate belongs to the key. Of two candidates for a place, the one valid for longer.
     */
    static List<X509Certificate> of(PrivateKey key, Collection<X509Certificate> certificates) {
        Set<X509Certificate> left = new LinkedHashSet<>(certificates);
        List<X509Certificate> chain = new ArrayList<>();
        Optional<X509Certificate> next = longestValid(left.stream()
                .filter(one -> KeyMatch.belong(key, one.getPublicKey()))
                .toList());
        while (next.isPresent()) {
            X509Certificate last = next.get();
            chain.add(last);
            left.remove(last);
            next = isSignedBy(last, last)
                    ? Optional.empty()
                    : longestValid(
                            left.stream().filter(one -> isSignedBy(last, one)).toList());
        }
        return List.copyOf(chain);
    }

    private static Optional<X509Certificate> longestValid(List<X509Certificate> certificates) {
        return certificates.stream().max(Comparator.comparing(X509Certificate::getNotAfter));
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            // Another key under the same name, of a renewed CA for instance.
            return false;
        }
    }
}
