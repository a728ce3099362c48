package org.adcache.store.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Optional;
import org.adcache.encoding.Sha256;
import org.adcache.testing.FuzzTarget;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@FuzzTarget
class ManifestFuzzTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @FuzzTest
    void file(byte[] input) {
        read(input).ifPresent(ManifestFuzzTest::assertSurvives);
    }

    /** The input is the content alone; with its checksum it is what a writer gone wrong would leave. */
    @FuzzTest
    void content(byte[] input) {
        JsonNode content;
        try {
            content = JSON.readTree(input);
        } catch (JacksonException e) {
            return;
        }
        byte[] file = JSON.writeValueAsBytes(JSON.createObjectNode()
                .put("sha256", Sha256.hex(JSON.writeValueAsBytes(content)))
                .set("manifest", content));
        read(file).ifPresent(ManifestFuzzTest::assertSurvives);
    }

    private static Optional<Manifest> read(byte[] file) {
        try {
            return Optional.of(ManifestJson.read(file));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
            return Optional.empty();
        }
    }

    private static void assertSurvives(Manifest manifest) {
        assertThat(ManifestJson.read(ManifestJson.write(ManifestJson.file(manifest, List.of()))))
                .isEqualTo(manifest);
        assertThat(manifest.accounts()).isGreaterThanOrEqualTo(0);
    }
}
