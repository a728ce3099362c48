package org.adcache.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Locale;
import java.util.Optional;
import org.adcache.testing.FuzzTarget;

@FuzzTarget
class ObjectGuidFuzzTest {
    @FuzzTest
    void bytes(byte[] input) {
        try {
            ObjectGuid guid = ObjectGuid.fromBytes(input);
            assertThat(guid.toBytes()).isEqualTo(input);
            assertThat(ObjectGuid.parse(guid.toString())).contains(guid);
        } catch (IllegalArgumentException e) {
            assertThat(input.length).isNotEqualTo(ObjectGuid.BYTES);
        }
    }

    @FuzzTest
    void text(byte[] input) {
        String text = new String(input, UTF_8);
        Optional<ObjectGuid> guid = ObjectGuid.parse(text);
        guid.ifPresent(parsed -> {
            assertThat(text.toLowerCase(Locale.ROOT)).contains(parsed.toString());
            assertThat(ObjectGuid.fromBytes(parsed.toBytes())).isEqualTo(parsed);
            assertThat(ObjectGuid.parse("{" + parsed + "}")).isEqualTo(guid);
        });
    }
}
