package org.adcache.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;

/** The service's certificate chain and key, and the CA of its clients, from PEM files into key stores in memory. */
final class PemIdentity {
    /** Key stores in memory want a password; this one protects nothing. */
    static final String PASSWORD = "memory";

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]*)-----END \\1-----", Pattern.DOTALL);

    private PemIdentity() {}

    /**
     * Reads certificate and key, and proves that they belong together.
     *
     * @throws ProblemException naming the file
     */
    static KeyStore server(HttpConfig.Tls tls) throws ProblemException {
        List<X509Certificate> chain = certificates(tls.certificate());
        PublicKey publicKey = chain.get(0).getPublicKey();
        PrivateKey key = privateKey(tls.privateKey(), publicKey.getAlgorithm());
        try {
            if (!belongTogether(key, publicKey)) {
                throw mismatch(tls);
            }
            KeyStore store = empty();
            store.setKeyEntry("service", key, PASSWORD.toCharArray(), chain.toArray(X509Certificate[]::new));
            return store;
        } catch (GeneralSecurityException e) {
            throw mismatch(tls);
        }
    }

    /**
     * Reads the CAs whose clients may connect.
     *
     * @throws ProblemException naming the file
     */
    static KeyStore clientAuthorities(Path file) throws ProblemException {
        KeyStore store = empty();
        List<X509Certificate> authorities = certificates(file);
        try {
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("ca" + i, authorities.get(i));
            }
            return store;
        } catch (GeneralSecurityException e) {
            throw noCertificate(file, e);
        }
    }

    private static List<X509Certificate> certificates(Path file) throws ProblemException {
        byte[] content = read(file);
        try {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(content))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw new CertificateException("no certificate");
            }
            return certificates;
        } catch (CertificateException e) {
            throw noCertificate(file, e);
        }
    }

    private static PrivateKey privateKey(Path file, String algorithm) throws ProblemException {
        Matcher pem = KEY.matcher(new String(read(file), StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            throw problem(
                    "tls-key-unreadable",
                    file + " holds no PEM private key.",
                    "Name the file with the certificate's private key.");
        }
        if (!pem.group(1).equals("PRIVATE KEY")) {
            throw problem(
                    "tls-key-unreadable",
                    file + " holds a private key as " + pem.group(1) + ", not as unencrypted PKCS#8.",
                    "Convert it: openssl pkcs8 -topk8 -nocrypt -in " + file + " -out NEWFILE");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(pem.group(2));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new ProblemException(
                    new Problem(
                            "tls-key-unreadable",
                            "The private key in " + file + " is damaged, or no " + algorithm
                                    + " key as the certificate has.",
                            "Name the private key that belongs to the certificate, as unencrypted PKCS#8."),
                    e);
        }
    }

    private static boolean belongTogether(PrivateKey key, PublicKey publicKey) throws GeneralSecurityException {
        Optional<String> algorithm = switch (publicKey.getAlgorithm()) {
            case "RSA" -> Optional.of("SHA256withRSA");
            case "EC" -> Optional.of("SHA256withECDSA");
            default -> Optional.empty();
        };
        if (algorithm.isEmpty()) {
            return false;
        }
        byte[] sample = "adcache".getBytes(StandardCharsets.US_ASCII);
        Signature signature = Signature.getInstance(algorithm.get());
        signature.initSign(key);
        signature.update(sample);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(sample);
        return signature.verify(signed);
    }

    private static KeyStore empty() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java has PKCS12", e);
        }
    }

    private static byte[] read(Path file) throws ProblemException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            "tls-file-unreadable",
                            file + " can't be read: " + e.getClass().getSimpleName() + ".",
                            "Check that it is there and that the service's user may read it."),
                    e);
        }
    }

    private static ProblemException mismatch(HttpConfig.Tls tls) {
        return problem(
                "tls-key-mismatch",
                "The private key in " + tls.privateKey() + " is not that of the first certificate in "
                        + tls.certificate() + ".",
                "Put the service's own certificate first, its issuers after it, and name its RSA or EC key.");
    }

    private static ProblemException noCertificate(Path file, Exception cause) {
        return new ProblemException(
                new Problem(
                        "tls-certificate-unreadable",
                        file + " holds no PEM certificate that can be read.",
                        "Name a file of one or more -----BEGIN CERTIFICATE----- blocks."),
                cause);
    }

    private static ProblemException problem(String type, String detail, String remedy) {
        return new ProblemException(new Problem(type, detail, remedy));
    }
}
