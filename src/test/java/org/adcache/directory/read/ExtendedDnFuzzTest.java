package org.adcache.directory.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.adcache.testing.FuzzTarget;

@FuzzTarget
class ExtendedDnFuzzTest {
    @FuzzTest
    void parse(byte[] input) {
        String text = new String(input, UTF_8);
        ExtendedDn name = ExtendedDn.parse(text);
        assertThat(text).endsWith(name.value());
        StringBuilder again = new StringBuilder();
        name.objectGuid().ifPresent(guid -> again.append("<GUID=").append(guid).append(">;"));
        name.objectSid().ifPresent(sid -> again.append("<SID=").append(sid).append(">;"));
        ExtendedDn second = ExtendedDn.parse(again + name.value());
        assertThat(second.objectGuid()).isEqualTo(name.objectGuid());
        assertThat(second.objectSid()).isEqualTo(name.objectSid());
        assertThat(second.value()).isEqualTo(name.value());
    }

    @FuzzTest
    void range(byte[] input) {
        String text = new String(input, UTF_8);
        AttributeRange.parse(text).ifPresent(range -> {
            assertThat(text).startsWith(range.attribute() + ";");
            assertThat(range.last().orElse(0)).isNotNegative();
            assertThat(AttributeRange.parse(AttributeRange.from(range.attribute(), 7)))
                    .map(AttributeRange::attribute)
                    .contains(range.attribute());
        });
    }
}
