package org.adcache.directory.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.adcache.account.ProblemException;
import org.adcache.directory.CertificateFiles;
import org.adcache.directory.ServerAddress;
import org.adcache.tls.PemFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedCertificateTest {
    private static final ServerAddress SERVER = new ServerAddress("dc1.corp.example", 636);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client-only     | unfit         | The certificate of dc1.corp.example:636 is not for TLS servers",
                "no-signature    | unfit         | The certificate of dc1.corp.example:636 has a key usage",
                "critical        | unfit         | The certificate of dc1.corp.example:636 has a critical extension",
                "name-constraint | unfit         | The certificate of dc1.corp.example:636 has a name that a name constraint",
                "no-ca           | unfit         | The CA certificate CN=No CA in the chain of dc1.corp.example:636 issued",
                "not-yet-valid   | not-yet-valid | The certificate of dc1.corp.example:636 is valid from 2100-01-01",
                "early-issuer    | not-yet-valid | The CA certificate CN=Early CA in the chain of dc1.corp.example:636 is",
                "expired         | expired       | The certificate of dc1.corp.example:636 has expired: names [dc1",
                "expired-issuer  | expired       | The CA certificate CN=Expired CA in the chain of dc1.corp.example:636 has"
            })
    void saysWhatIsWrongWithWhichCertificate(String file, String type, String sentence) throws Exception {
        assertThatThrownBy(() -> trust().checkServerTrusted(chain(file), "UNKNOWN"))
                .cause()
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().type()).hasToString("tls-certificate-" + type);
                    assertThat(e.problem().detail()).startsWith(sentence).contains("issuer CN=");
                });
    }

    @Test
    void callsAChainOfAStrangerUntrusted() throws Exception {
        TlsTrust trust = TlsTrust.of(Optional.of(CertificateFiles.path("rsa-sha256")), SERVER);
        assertThatThrownBy(() -> trust.checkServerTrusted(chain("expired"), "UNKNOWN"))
                .hasMessage("tls-untrusted-ca");
    }

    @Test
    void takesOneThatIsRight() {
        assertThatCode(() -> trust().checkServerTrusted(chain("good"), "UNKNOWN"))
                .doesNotThrowAnyException();
    }

    private static TlsTrust trust() throws ProblemException {
        return TlsTrust.of(Optional.of(CertificateFiles.path("chains/ca")), SERVER);
    }

    private static X509Certificate[] chain(String file) throws ProblemException {
        return PemFile.read(CertificateFiles.path("chains/" + file))
                .certificates()
                .toArray(X509Certificate[]::new);
    }
}
