package org.adcache.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.adcache.account.ProblemException;
import org.jspecify.annotations.Nullable;

/** Trust anchors from a PEM file: its certificates and no others. */
public final class TrustAnchors {
    private final List<X509Certificate> certificates;

    private TrustAnchors(List<X509Certificate> certificates) {
        this.certificates = certificates;
    }

    /**
     * Reads the file.
     *
     * @throws ProblemException naming the file
     */
    public static TrustAnchors read(Path pem) throws ProblemException {
        return new TrustAnchors(PemFile.read(pem).certificates());
    }

    /**
     * Reads a PEM text that was sent.
     *
     * @param name for messages
     * @throws ProblemException if it has no certificate
     */
    public static TrustAnchors sent(Path name, String pem) throws ProblemException {
        return new TrustAnchors(PemFile.sent(name, pem).certificates());
    }

    /** The certificates as they are shown. */
    public List<ShownCertificate> shown() {
        return certificates.stream().map(ShownCertificate::of).toList();
    }

    List<X509Certificate> certificates() {
        return certificates;
    }

    /** An in-memory key store, the only form that Java's TLS accepts. */
    public KeyStore keyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("ca-" + i, certificates.get(i));
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java has PKCS12", e);
        }
    }

    /** A trust manager that accepts certificates issued under these anchors. */
    public X509TrustManager trustManager() {
        try {
            return trustManager(keyStore());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PKIX", e);
        }
    }

    /**
     * A trust manager with the JVM's default anchors.
     *
     * @throws GeneralSecurityException if the JVM's trust store, or the one set at its start, can't be used
     */
    public static X509TrustManager trustManagerOfJvm() throws GeneralSecurityException {
        return trustManager(null);
    }

    private static X509TrustManager trustManager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }
}
