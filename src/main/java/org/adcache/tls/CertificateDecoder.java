package org.adcache.tls;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.cert.CRLException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import org.adcache.account.ProblemException;

/** Decoder of the certificates in one PEM block, of which one of PKCS#7 may have several, and of CRLs. */
final class CertificateDecoder {
    private CertificateDecoder() {}

    static List<X509Certificate> certificates(PemBlock block, PemProblems problems) throws ProblemException {
        InputStream der = new ByteArrayInputStream(block.decode(problems));
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            // OpenSSL appends data of its own to a "trusted" certificate.
            Collection<? extends Certificate> certificates = block.label().startsWith("TRUSTED ")
                    ? List.of(factory.generateCertificate(der))
                    : factory.generateCertificates(der);
            return certificates.stream().map(X509Certificate.class::cast).toList();
        } catch (CertificateException e) {
            throw problems.damaged(block, "what it holds is no certificate", e);
        }
    }

    static X509CRL revocationList(PemBlock block, PemProblems problems) throws ProblemException {
        try {
            return (X509CRL) CertificateFactory.getInstance("X.509")
                    .generateCRL(new ByteArrayInputStream(block.decode(problems)));
        } catch (CertificateException | CRLException e) {
            throw problems.damaged(block, "what it holds is no CRL", e);
        }
    }
}
