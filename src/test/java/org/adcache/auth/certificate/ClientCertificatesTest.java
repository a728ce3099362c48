package org.adcache.auth.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.auth.Principal;
import org.adcache.auth.Scope;
import org.adcache.testing.ClientIdentities;
import org.adcache.tls.ClientAuthorities;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCertificatesTest {
    @TempDir
    Path folder;

    private final ClientCertificates certificates = new ClientCertificates(Clock.systemUTC());

    private ClientAuthorities authorities(String ca, Optional<String> crl) throws Exception {
        Path file = ClientIdentities.copy(ca, folder);
        Optional<Path> lists = Optional.empty();
        if (crl.isPresent()) {
            lists = Optional.of(ClientIdentities.copy(crl.get(), folder));
        }
        return ClientAuthorities.read(file, lists);
    }

    private void admit(ClientCertificates admitting) {
        admitting.admit(List.of(
                client("one", "CN=gw1.example.com"),
                client("two", "cn=GW2.example.com"),
                client("three", "CN=gw3.example.com, O=Example")));
    }

    private static CertificateClient client(String id, String subject) {
        return new CertificateClient(id, new X500Principal(subject), Set.of(Scope.LOOKUP));
    }

    private String who(String name) throws Exception {
        return certificates
                .clientOf(ClientIdentities.chain(name, folder))
                .map(Principal::id)
                .orElse("nobody");
    }

    @ParameterizedTest
    @CsvSource({
        "gw1, one",
        "gw2, nobody",
        "gw3, three",
        "unlisted, nobody",
        "web, nobody",
        "expired, nobody",
        "foreign, nobody"
    })
    void admitsTheCertificatesOfClients(String name, String expected) throws Exception {
        admit(certificates);
        certificates.trust(Optional.of(authorities("ca", Optional.of("crl"))));
        assertThat(who(name)).isEqualTo(expected);
        assertThat(who(name)).as("from memory").isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crl", "crl-outdated"})
    void refusesWhatACrlListsEvenAfterItsDate(String crl) throws Exception {
        admit(certificates);
        certificates.trust(Optional.of(authorities("ca", Optional.empty())));
        assertThat(who("gw2")).isEqualTo("two");
        ClientAuthorities now = authorities("ca", Optional.of(crl));
        certificates.trust(Optional.of(now));
        assertThat(who("gw2")).isEqualTo("nobody");
        assertThat(who("gw1")).isEqualTo("one");
        assertThat(now.outdated(Instant.now())).hasSize(crl.equals("crl") ? 0 : 1);
    }

    @Test
    void readsCrlsInTheFileOfTheCasToo() throws Exception {
        admit(certificates);
        certificates.trust(Optional.of(authorities("ca-with-crl", Optional.empty())));
        assertThat(who("gw2")).isEqualTo("nobody");
        assertThat(who("gw1")).isEqualTo("one");
    }

    @Test
    void refusesACrlOfAnotherCaAndAFileWithoutOne() {
        Assertions.assertThatThrownBy(() -> authorities("ca", Optional.of("crl-foreign")))
                .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .satisfies(e -> assertThat(e.problem().type()).isEqualTo(ProblemType.TLS_CERTIFICATE_UNREADABLE))
                .satisfies(e -> assertThat(e.problem().detail()).contains("CN=gw1.example.com", "http.tls.client-ca"));
        Assertions.assertThatThrownBy(() -> authorities("ca", Optional.of("gw1")))
                .hasMessageContaining("holds no CRL");
    }

    @Test
    void admitsNobodyWithoutAuthorities() throws Exception {
        admit(certificates);
        assertThat(who("gw1")).isEqualTo("nobody");
        certificates.trust(Optional.of(authorities("ca", Optional.empty())));
        assertThat(who("gw1")).isEqualTo("one");
        certificates.admit(List.of());
        assertThat(who("gw1")).isEqualTo("nobody");
    }
}
