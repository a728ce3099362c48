package org.adcache.http;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.util.OID;
import com.unboundid.util.ObjectPair;
import com.unboundid.util.ssl.SSLUtil;
import com.unboundid.util.ssl.TrustAllTrustManager;
import com.unboundid.util.ssl.cert.PublicKeyAlgorithmIdentifier;
import com.unboundid.util.ssl.cert.SignatureAlgorithmIdentifier;
import com.unboundid.util.ssl.cert.X509Certificate;
import com.unboundid.util.ssl.cert.X509CertificateExtension;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.adcache.tls.TlsIdentity;

/** Test CA and a certificate issued by it for 127.0.0.1, as PEM files in a folder. */
final class TestCertificates {
    private static final char[] PASSWORD = "memory".toCharArray();
    /** DER: a CA. */
    private static final X509CertificateExtension IS_CA =
            new X509CertificateExtension(new OID("2.5.29.19"), true, new byte[] {0x30, 3, 1, 1, (byte) 0xff});
    /** DER: the IP address 127.0.0.1. */
    private static final X509CertificateExtension IS_LOOPBACK = new X509CertificateExtension(
            new OID("2.5.29.17"), false, new byte[] {0x30, 6, (byte) 0x87, 4, 127, 0, 0, 1});

    final Path caFile;
    final Path certificateFile;
    final Path keyFile;
    private final X509Certificate ca;
    private final X509Certificate certificate;
    private final PrivateKey key;

    private TestCertificates(
            Path folder, SignatureAlgorithmIdentifier signing, PublicKeyAlgorithmIdentifier algorithm, int bits)
            throws Exception {
        ObjectPair<X509Certificate, KeyPair> authority = selfSigned(signing, algorithm, bits, "CN=Test CA", IS_CA);
        ObjectPair<X509Certificate, KeyPair> subject = selfSigned(signing, algorithm, bits, "CN=Test", IS_LOOPBACK);
        X509Certificate self = subject.getFirst();
        ca = authority.getFirst();
        key = subject.getSecond().getPrivate();
        certificate = X509Certificate.generateIssuerSignedCertificate(
                signing,
                ca,
                authority.getSecond().getPrivate(),
                self.getPublicKeyAlgorithmOID(),
                self.getPublicKeyAlgorithmParameters(),
                self.getEncodedPublicKey(),
                self.getDecodedPublicKey(),
                new DN("CN=Test"),
                notBefore(),
                notAfter(),
                IS_LOOPBACK);
        caFile = Files.writeString(folder.resolve("ca.pem"), ca.toPEMString(), StandardCharsets.US_ASCII);
        certificateFile = Files.writeString(
                folder.resolve("certificate.pem"),
                certificate.toPEMString() + ca.toPEMString(),
                StandardCharsets.US_ASCII);
        keyFile = Files.writeString(folder.resolve("key.pem"), pem(key), StandardCharsets.US_ASCII);
    }

    static TestCertificates rsa(Path folder) throws Exception {
        return new TestCertificates(
                folder, SignatureAlgorithmIdentifier.SHA_256_WITH_RSA, PublicKeyAlgorithmIdentifier.RSA, 2048);
    }

    static TestCertificates ec(Path folder) throws Exception {
        return new TestCertificates(
                folder, SignatureAlgorithmIdentifier.SHA_256_WITH_ECDSA, PublicKeyAlgorithmIdentifier.EC, 256);
    }

    HttpConfig.Tls tls(Optional<Path> clientCa) {
        return new HttpConfig.Tls(certificateFile, keyFile, clientCa);
    }

    /** A client context that trusts this CA and presents the certificate of {@code identity}. */
    SSLContext clientWith(TlsIdentity identity) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(identity.keyStore(PASSWORD), PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trustManagers(), null);
        return context;
    }

    private TrustManager[] trustManagers() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", ca.toCertificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        return trust.getTrustManagers();
    }

    /** A client context that trusts this CA and presents the certificate of {@code identity}. */
    SSLContext client(Optional<TestCertificates> identity, String protocol) throws Exception {
        SSLContext context = SSLContext.getInstance(protocol);
        context.init(identity.isPresent() ? identity.get().keyManagers() : new KeyManager[0], trustManagers(), null);
        return context;
    }

    /** A connection that accepts any server certificate, whatever its validity. */
    static SSLSocket trustingAnybody(URI server) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new SSLUtil(new TrustAllTrustManager()).getTrustManagers(), null);
        return (SSLSocket) context.getSocketFactory().createSocket(server.getHost(), server.getPort());
    }

    private KeyManager[] keyManagers() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("client", key, PASSWORD, new Certificate[] {certificate.toCertificate(), ca.toCertificate()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, PASSWORD);
        return keys.getKeyManagers();
    }

    private static ObjectPair<X509Certificate, KeyPair> selfSigned(
            SignatureAlgorithmIdentifier signing,
            PublicKeyAlgorithmIdentifier algorithm,
            int bits,
            String name,
            X509CertificateExtension extension)
            throws Exception {
        return X509Certificate.generateSelfSignedCertificate(
                signing, algorithm, bits, new DN(name), notBefore(), notAfter(), extension);
    }

    private static long notBefore() {
        return System.currentTimeMillis() - Duration.ofHours(1).toMillis();
    }

    private static long notAfter() {
        return System.currentTimeMillis() + Duration.ofDays(1).toMillis();
    }

    private static String pem(PrivateKey key) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }
}
