package org.adcache.directory.connect;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.ServerAddress;
import org.adcache.tls.TrustAnchors;

/**
 * Trust manager over the CAs of the configured PEM file and no others, else the JVM's. A rejected certificate causes
 * an exception whose cause is the {@link ProblemException} to report.
 */
final class TlsTrust implements X509TrustManager {
    private final X509TrustManager delegate;
    private final ServerAddress server;

    private TlsTrust(X509TrustManager delegate, ServerAddress server) {
        this.delegate = delegate;
        this.server = server;
    }

    /** Reads the PEM file on each call, so that a replaced CA takes effect at the next connection. */
    static TlsTrust of(Optional<Path> pem, ServerAddress server) throws ProblemException {
        return new TlsTrust(pem.isPresent() ? ofFile(pem.get()) : ofJvm(), server);
    }

    /** The same of other anchors. */
    static TlsTrust over(X509TrustManager anchors, ServerAddress server) {
        return new TlsTrust(anchors, server);
    }

    private static X509TrustManager ofFile(Path pem) throws ProblemException {
        try {
            return TrustAnchors.read(pem).trustManager();
        } catch (ProblemException e) {
            throw unreadable(
                    "tls.trust: " + e.problem().detail(), " " + e.problem().remedy(), e);
        }
    }

    private static X509TrustManager ofJvm() throws ProblemException {
        try {
            return TrustAnchors.trustManagerOfJvm();
        } catch (GeneralSecurityException e) {
            throw unreadable("The JVM's list of trusted CAs can't be used.", "", e);
        }
    }

    private static ProblemException unreadable(String detail, String remedy, Exception cause) {
        return new ProblemException(
                new Problem(
                        ProblemType.TRUST_UNREADABLE,
                        detail,
                        "Set tls.trust to a readable PEM file with the CA of the domain controllers." + remedy),
                cause);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        try {
            delegate.checkServerTrusted(chain, authType);
        } catch (CertificateException e) {
            Problem problem = RefusedCertificate.problem(server, chain, e);
            throw new CertificateException(problem.type().code(), new ProblemException(problem, e));
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
