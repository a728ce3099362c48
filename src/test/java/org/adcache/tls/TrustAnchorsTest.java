package org.adcache.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.adcache.account.ProblemException;
import org.adcache.testing.TestIdentities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustAnchorsTest {
    @TempDir
    Path folder;

    @Test
    void areTheCertificatesOfTheFileAndNoOthers() throws Exception {
        Path file = TestIdentities.copy("chain.pem", folder);
        TrustAnchors anchors = TrustAnchors.read(file);

        assertThat(anchors.trustManager().getAcceptedIssuers())
                .containsExactlyInAnyOrderElementsOf(PemFile.read(file).certificates());
        assertThat(Collections.list(anchors.keyStore().aliases())).hasSize(3);
    }

    @Test
    void areAtLeastOne() throws Exception {
        for (Path none : List.of(TestIdentities.copy("public.pem", folder), folder.resolve("none"))) {
            assertThatThrownBy(() -> TrustAnchors.read(none))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining(none.toString());
        }
    }

    @Test
    void ofTheJvmAreItsOwn() throws Exception {
        assertThat(TrustAnchors.trustManagerOfJvm().getAcceptedIssuers())
                .doesNotContainAnyElementsOf(
                        PemFile.read(TestIdentities.copy("chain.pem", folder)).certificates());
    }
}
