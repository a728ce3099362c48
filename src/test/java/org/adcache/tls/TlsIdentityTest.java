package org.adcache.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.adcache.account.ProblemException;
import org.adcache.testing.TestIdentities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIdentityTest {
    private static final List<String> CHAIN = List.of("CN=Test leaf", "CN=Test intermediate", "CN=Test root");

    @TempDir
    Path folder;

    @Test
    void ordersTheCertificatesFromTheKeysOwnToTheRoot() throws Exception {
        List<String> blocks = new ArrayList<>(List.of(
                TestIdentities.text("chain.pem"),
                TestIdentities.text("ed25519-encrypted.pem").replaceAll("(?s)-----BEGIN ENCRYPTED.*", ""),
                TestIdentities.text("trusted.pem")));
        for (int seed = 0; seed < 6; seed++) {
            Collections.shuffle(blocks, new Random(seed));
            Path file = Files.writeString(folder.resolve("all.pem"), String.join("", blocks));

            TlsIdentity identity = TlsIdentity.read(file, file);

            assertThat(subjects(identity)).isEqualTo(CHAIN);
            KeyStore store = identity.keyStore("memory".toCharArray());
            assertThat(store.getCertificateChain("identity")).containsExactlyElementsOf(identity.chain());
        }
    }

    @Test
    void endsWhereAnIssuerIsMissing() throws Exception {
        String text = TestIdentities.text("chain.pem");
        String withoutLast = text.substring(0, text.lastIndexOf("-----BEGIN"));
        Path file = Files.writeString(folder.resolve("some.pem"), withoutLast);

        assertThat(subjects(TlsIdentity.read(file, file))).containsExactly("CN=Test leaf");
    }

    @Test
    void takesAKeyOfNoCertificateForAMismatch() throws Exception {
        Path chain = TestIdentities.copy("chain.pem", folder);
        for (String other : List.of("ec256-sec1.pem", "ec384-sec1.pem", "rsa-pkcs1.pem", "ed25519-pkcs8.pem")) {
            Path key = TestIdentities.copy(other, folder);
            assertThatThrownBy(() -> TlsIdentity.read(chain, key))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem())
                                    .asString()
                                    .startsWith("tls-key-mismatch: The private key in " + key
                                            + " is not that of any certificate in " + chain
                                            + ". Name the certificate"));
        }
        Path one = TestIdentities.copy("ec256-sec1.pem", folder);
        assertThatThrownBy(() -> TlsIdentity.read(one, chain))
                .hasMessageContaining("is not that of the certificate in " + one);
    }

    private static List<String> subjects(TlsIdentity identity) {
        return identity.chain().stream()
                .map(certificate -> certificate.getSubjectX500Principal().toString())
                .toList();
    }
}
