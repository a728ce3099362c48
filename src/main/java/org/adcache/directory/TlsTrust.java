package org.adcache.directory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The CAs to trust: those of the configured PEM file and no others, else the JVM's. A certificate that is refused causes an
 * exception whose cause is the {@link ProblemException} to report.
 */
final class TlsTrust implements X509TrustManager {
    private final X509TrustManager delegate;
    private final ServerAddress server;

    private TlsTrust(X509TrustManager delegate, ServerAddress server) {
        this.delegate = delegate;
        this.server = server;
    }

    /** Reads the PEM file anew, so that a replaced CA counts at the next connection. */
    static TlsTrust of(Optional<Path> pem, ServerAddress server) throws ProblemException {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(pem.isPresent() ? roots(pem.get()) : null);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    return new TlsTrust(x509, server);
                }
            }
            throw new GeneralSecurityException("no X.509 trust manager");
        } catch (GeneralSecurityException e) {
            throw unreadable(pem, "can't be used", e);
        }
    }

    private static KeyStore roots(Path pem) throws GeneralSecurityException, ProblemException {
        try (InputStream file = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(file);
            if (certificates.isEmpty()) {
                throw unreadable(Optional.of(pem), "holds no certificate", null);
            }
            KeyStore roots = KeyStore.getInstance("PKCS12");
            roots.load(null, null);
            for (Certificate certificate : certificates) {
                roots.setCertificateEntry("ca-" + roots.size(), certificate);
            }
            return roots;
        } catch (CertificateException e) {
            throw unreadable(Optional.of(pem), "is no PEM file of certificates", e);
        } catch (IOException e) {
            throw unreadable(Optional.of(pem), "can't be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private static ProblemException unreadable(Optional<Path> pem, String what, @Nullable Exception cause) {
        Problem problem = new Problem(
                "trust-unreadable",
                pem.map(path -> "The file of trusted CAs " + path).orElse("The JVM's list of trusted CAs") + ' ' + what
                        + ".",
                "Set tls.trust to a readable PEM file with the CA of the domain controllers.");
        return cause == null ? new ProblemException(problem) : new ProblemException(problem, cause);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        try {
            delegate.checkServerTrusted(chain, authType);
        } catch (CertificateException e) {
            Problem problem = TlsProblems.refusedCertificate(server, chain[0], e);
            throw new CertificateException(problem.type(), new ProblemException(problem, e));
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("not a server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return delegate.getAcceptedIssuers();
    }
}
