package org.adcache.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.util.ssl.cert.SignatureAlgorithmIdentifier;
import com.unboundid.util.ssl.cert.X509Certificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.adcache.account.ProblemType;
import org.adcache.testing.TestIdentities;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIdentityWarningsTest {
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void makeFile() throws Exception {
        file = Files.createFile(folder.resolve("gateway.pem"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** Writes certificate and key into one file. */
    private void write(int bits, Instant from, Instant to) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        KeyPair keys = generator.generateKeyPair();
        X509Certificate certificate = X509Certificate.generateSelfSignedCertificate(
                SignatureAlgorithmIdentifier.SHA_256_WITH_RSA,
                keys,
                new DN("CN=gw1"),
                from.toEpochMilli(),
                to.toEpochMilli());
        Files.writeString(
                file,
                certificate.toPEMString() + "\n-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
    }

    private List<ProblemType> types() {
        return TlsIdentityWarnings.of(file, file, NOW).stream()
                .map(problem -> problem.type())
                .toList();
    }

    @Test
    void nothingIsDoubtfulAboutAnOrdinaryIdentityInOneFile() throws Exception {
        write(2048, NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(1)));
        assertThat(types()).isEmpty();
    }

    @Test
    void anExpiredOneAndOneThatIsNotYetValidAreNamed() throws Exception {
        write(2048, NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1)));
        assertThat(types()).containsExactly(ProblemType.TLS_CERTIFICATE_EXPIRED);
        assertThat(TlsIdentityWarnings.of(file, file, NOW).get(0).detail())
                .isEqualTo("The certificate in " + file
                        + " has expired on 2026-11-30T00:00:00Z (CN=gw1), so clients refuse it.");
        write(2048, NOW.plus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(9)));
        assertThat(types()).containsExactly(ProblemType.TLS_CERTIFICATE_NOT_YET_VALID);
    }

    @Test
    void aShortKeyIsNamed() throws Exception {
        write(1024, NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(1)));
        assertThat(types()).containsExactly(ProblemType.TLS_WEAK_CERTIFICATE);
    }

    @Test
    void aKeyThatOthersReadIsNamed() throws Exception {
        write(2048, NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(1)));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(TlsIdentityWarnings.of(file, file, NOW))
                .singleElement()
                .satisfies(problem -> assertThat(problem.detail()).contains("can read the private key in " + file));
    }

    @Test
    void aMissingIssuerIsNamed() throws Exception {
        String text = TestIdentities.text("chain.pem");
        Files.writeString(file, text.substring(0, text.lastIndexOf("-----BEGIN")));
        assertThat(TlsIdentityWarnings.of(file, file, NOW))
                .anySatisfy(problem ->
                        assertThat(problem.detail()).contains("lacks the certificate of its issuer, CN=Test inter"));
        Files.writeString(file, text);
        assertThat(TlsIdentityWarnings.of(file, file, NOW))
                .noneSatisfy(problem -> assertThat(problem.detail()).contains("lacks"));
    }

    @Test
    void anEd25519KeyIsNamed() throws Exception {
        Files.writeString(file, TestIdentities.text("ed25519-pkcs8.pem"));
        assertThat(TlsIdentityWarnings.of(file, file, NOW))
                .anySatisfy(problem -> assertThat(problem.detail()).contains("key, which browsers refuse"));
    }
}
