package org.adcache.demo;

import com.unboundid.asn1.ASN1BitString;
import com.unboundid.asn1.ASN1Boolean;
import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Exception;
import com.unboundid.asn1.ASN1ObjectIdentifier;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.util.OID;
import com.unboundid.util.ssl.cert.CertException;
import com.unboundid.util.ssl.cert.SignatureAlgorithmIdentifier;
import com.unboundid.util.ssl.cert.X509Certificate;
import com.unboundid.util.ssl.cert.X509CertificateExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.adcache.demo.ldap.ServerTls;
import org.adcache.demo.schema.DomainNames;

/**
 * Private CA with one server certificate, created for each directory. Only the CA's certificate is written; the
 * private keys exist in memory only.
 */
final class Certificates {
    private static final Duration BACKDATED = Duration.ofDays(1);
    private static final Duration LIFETIME = Duration.ofDays(398);
    private static final OID BASIC_CONSTRAINTS = new OID("2.5.29.19");
    private static final OID SUBJECT_ALTERNATIVE_NAME = new OID("2.5.29.17");
    private static final OID EXTENDED_KEY_USAGE = new OID("2.5.29.37");
    private static final byte DNS_NAME = (byte) 0x82;

    private Certificates() {}

    /** Writes the CA's certificate to a PEM file and returns the server's TLS context and certificate. */
    static ServerTls create(DomainNames domain, Instant now, Path caFile) throws IOException {
        long from = now.minus(BACKDATED).toEpochMilli();
        long to = now.plus(LIFETIME).toEpochMilli();
        try {
            KeyPair caKeys = newKeys();
            X509Certificate ca = X509Certificate.generateSelfSignedCertificate(
                    SignatureAlgorithmIdentifier.SHA_256_WITH_ECDSA,
                    caKeys,
                    new DN(new RDN("CN", domain.netbiosName() + " simulated CA")),
                    from,
                    to,
                    isAuthority());
            KeyPair serverKeys = newKeys();
            X509Certificate server = sign(ca, caKeys.getPrivate(), serverKeys, domain.serverName(), from, to);
            Files.writeString(caFile, ca.toPEMString() + "\n", StandardCharsets.US_ASCII);
            return new ServerTls(context(serverKeys.getPrivate(), server, ca), (java.security.cert.X509Certificate)
                    server.toCertificate());
        } catch (GeneralSecurityException | CertException | ASN1Exception e) {
            throw new IOException("making the simulated server's certificate", e);
        }
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509Certificate sign(
            X509Certificate ca, PrivateKey caKey, KeyPair keys, String host, long from, long to)
            throws CertException, ASN1Exception {
        // SubjectPublicKeyInfo: a sequence of algorithm (its OID and parameters) and key.
        ASN1Element[] info =
                ASN1Sequence.decodeAsSequence(keys.getPublic().getEncoded()).elements();
        ASN1Element[] algorithm = ASN1Sequence.decodeAsSequence(info[0]).elements();
        return X509Certificate.generateIssuerSignedCertificate(
                SignatureAlgorithmIdentifier.SHA_256_WITH_ECDSA,
                ca,
                caKey,
                ASN1ObjectIdentifier.decodeAsObjectIdentifier(algorithm[0]).getOID(),
                algorithm[1],
                ASN1BitString.decodeAsBitString(info[1]),
                null,
                new DN(new RDN("CN", host)),
                from,
                to,
                isNamed(host),
                isServer());
    }

    private static X509CertificateExtension isAuthority() {
        ASN1Element yes = new ASN1Boolean(true);
        return new X509CertificateExtension(BASIC_CONSTRAINTS, true, new ASN1Sequence(yes).encode());
    }

    private static X509CertificateExtension isNamed(String host) {
        ASN1Element name = new ASN1OctetString(DNS_NAME, host);
        return new X509CertificateExtension(SUBJECT_ALTERNATIVE_NAME, false, new ASN1Sequence(name).encode());
    }

    private static X509CertificateExtension isServer() throws ASN1Exception {
        ASN1Element use = new ASN1ObjectIdentifier(new OID("1.3.6.1.5.5.7.3.1"));
        return new X509CertificateExtension(EXTENDED_KEY_USAGE, false, new ASN1Sequence(use).encode());
    }

    private static SSLContext context(PrivateKey key, X509Certificate server, X509Certificate ca)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = new char[0];
        Certificate[] chain = {server.toCertificate(), ca.toCertificate()};
        store.setKeyEntry("server", key, password, chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
