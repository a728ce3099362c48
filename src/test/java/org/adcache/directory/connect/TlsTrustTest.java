package org.adcache.directory.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.CertificateFiles;
import org.adcache.directory.ServerAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTrustTest {
    private static final ServerAddress SERVER = new ServerAddress("dc1.corp.example", 636);

    @TempDir
    Path folder;

    @Test
    void trustsWhatThePemFileHoldsAndNothingElse() throws Exception {
        TlsTrust trust = TlsTrust.of(Optional.of(CertificateFiles.path("rsa-sha256")), SERVER);

        assertThatCode(() -> trust.checkServerTrusted(chain("rsa-sha256"), "RSA"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> trust.checkServerTrusted(chain("rsa-sha384"), "RSA"))
                .isInstanceOf(CertificateException.class)
                .cause()
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().type()).isEqualTo(ProblemType.TLS_UNTRUSTED_CA);
                    assertThat(e.problem().detail())
                            .contains("dc1.corp.example:636")
                            .contains("names [rsa-sha384.example]")
                            .contains("issuer CN=rsa-sha384.example")
                            .contains("valid until 2");
                });
    }

    @Test
    void trustsNoBodyOfThePemFileWhenTheJvmsListIsUsed() throws Exception {
        TlsTrust trust = TlsTrust.of(Optional.empty(), SERVER);

        assertThatThrownBy(() -> trust.checkServerTrusted(chain("rsa-sha256"), "RSA"))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void saysWhyAPemFileIsOfNoUse() throws Exception {
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
        Path empty = Files.createFile(folder.resolve("empty.pem"));

        for (Path file : new Path[] {folder.resolve("none.pem"), text, empty, folder}) {
            assertThatThrownBy(() -> TlsTrust.of(Optional.of(file), SERVER))
                    .isInstanceOfSatisfying(ProblemException.class, e -> {
                        assertThat(e.problem().type()).isEqualTo(ProblemType.TRUST_UNREADABLE);
                        assertThat(e.problem().detail()).contains(file.toString());
                    });
        }
    }

    @Test
    void namesWhatWasAskedAndWhatTheCertificateHas() throws Exception {
        assertThat(TlsProblems.wrongHostName(SERVER, CertificateFiles.read("rsa-sha256"))
                        .detail())
                .contains("dc1.corp.example")
                .contains("[rsa-sha256.example]")
                .contains("issuer CN=rsa-sha256.example")
                .contains("valid until 2");
    }

    private static X509Certificate[] chain(String name) throws Exception {
        return new X509Certificate[] {CertificateFiles.read(name)};
    }
}
