package org.adcache.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;

/** Private key with its certificate chain, the identity of one side of a TLS connection. */
public final class TlsIdentity {
    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private TlsIdentity(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = chain;
    }

    /**
     * Reads certificates and key from two PEM files, or from one that is named twice. The certificates may be in any
     * order and include unrelated ones.
     *
     * @throws ProblemException naming the file; {@code tls-key-mismatch} if no certificate belongs to the key
     */
    public static TlsIdentity read(Path certificate, Path privateKey) throws ProblemException {
        List<X509Certificate> certificates = PemFile.read(certificate).certificates();
        PrivateKey key = PemFile.read(privateKey).privateKey();
        List<X509Certificate> chain = CertificateChain.of(key, certificates);
        if (chain.isEmpty()) {
            throw new ProblemException(new Problem(
                    ProblemType.TLS_KEY_MISMATCH,
                    "The private key in " + privateKey + " is not that of "
                            + (certificates.size() == 1 ? "the certificate" : "any certificate") + " in " + certificate
                            + ".",
                    "Name the certificate and the private key that were made for each other; the certificate's issuers"
                            + " may stand in the same file."));
        }
        return new TlsIdentity(key, chain);
    }

    /** From the key's own certificate to that of the last issuer found. */
    public List<X509Certificate> chain() {
        return chain;
    }

    /** An in-memory key store, the only form that Java's TLS accepts. */
    public KeyStore keyStore(char[] password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("identity", key, password, chain.toArray(X509Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java has PKCS12", e);
        }
    }
}
