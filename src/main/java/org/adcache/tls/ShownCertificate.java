package org.adcache.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import org.adcache.encoding.Sha256;

/**
 * Certificate as people compare it.
 *
 * @param sha256 fingerprint: 64 hexadecimal digits
 * @param authority whether it may issue others
 */
public record ShownCertificate(
        String subject,
        String issuer,
        Instant notBefore,
        Instant notAfter,
        String sha256,
        String pem,
        boolean authority) {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /** What is shown of a certificate. */
    public static ShownCertificate of(X509Certificate certificate) {
        try {
            byte[] encoded = certificate.getEncoded();
            return new ShownCertificate(
                    certificate.getSubjectX500Principal().getName(),
                    certificate.getIssuerX500Principal().getName(),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant(),
                    Sha256.hex(encoded),
                    "-----BEGIN CERTIFICATE-----\n" + LINES.encodeToString(encoded) + "\n-----END CERTIFICATE-----\n",
                    certificate.getBasicConstraints() >= 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was parsed has its encoding", e);
        }
    }
}
