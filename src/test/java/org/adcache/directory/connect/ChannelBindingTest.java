package org.adcache.directory.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.CertificateFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelBindingTest {
    private static final int PREFIX = "tls-server-end-point:".length();

    /** Hashes computed with {@code openssl x509 -outform DER | openssl dgst}. */
    @ParameterizedTest
    @CsvSource({
        "ecdsa-sha384, 5953f1aadf419c80a04909e349180a5af5b134c80e8207cd1ca8b56e433cbc01408004d556ec827f6bacedfa3c808800",
        "pss-sha256, 5cc3632896a885086084788e085318f785b36fd603a48832cd3e42e3f2e56bdc",
        "pss-sha384, 54ed357c562d806184495d0fea66ea370040193cc142b790f3b0a627d7488324179d13ba9002df6f586e91690829ecf9",
        "pss-sha512, 1c886b53acc71479a9aba781d493e870ca851934707ed2809a87fdcb589000d5097eef9b393be75fc315d94fa1f238d1c65df92864c404743820c9546c931172",
        "rsa-md5, 512a290e03773d7f73b8a84ef74e7a17057224c837aa68b7255a254c7509ddf9",
        "rsa-sha1, e5a07b77b7eac90d27429c581e3de9696c1fba1ef6027cb3724bbb7d8e8fffb2",
        "rsa-sha256, 96df742071a847fbee83193f57cca10e90e8b49a89b14c335913fe6972e39ca3",
        "rsa-sha384, 2a6e695ea51a5360494da6bdf212ceee142dcccebf7edb52ba9aaa94870c70176c593c68f3ebda1b12caca79b6b991b4",
        "rsa-sha512, f0a890d086cf2d04ae7d6316989a75c43fe25a30390585149bf75552a88e9372b9365cb20a53decefc82cfa24c2831fc76b7b9954821380703fa9fe5733b4820"
    })
    void hashesTheCertificateAsItsSignatureDoes(String name, String hash) throws Exception {
        byte[] token = ChannelBinding.endPoint(CertificateFiles.read(name));

        assertThat(new String(token, 0, PREFIX, StandardCharsets.US_ASCII)).isEqualTo("tls-server-end-point:");
        assertThat(HexFormat.of().formatHex(Arrays.copyOfRange(token, PREFIX, token.length)))
                .isEqualTo(hash);
    }

    @Test
    void saysThatAnEd25519CertificateHasNoChannelBinding() {
        assertThatThrownBy(() -> ChannelBinding.endPoint(CertificateFiles.read("ed25519")))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().type()).isEqualTo(ProblemType.TLS_NO_CHANNEL_BINDING);
                    assertThat(e.problem().detail()).containsAnyOf("Ed25519", "EdDSA");
                });
    }
}
