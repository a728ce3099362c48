package org.adcache.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.adcache.testing.FuzzTarget;

@FuzzTarget
class ObjectSidFuzzTest {
    @FuzzTest
    void bytes(byte[] input) {
        ObjectSid sid;
        try {
            sid = ObjectSid.fromBytes(input);
        } catch (IllegalArgumentException e) {
            return;
        }
        assertThat(sid.toBytes()).isEqualTo(input);
        assertCanonical(sid);
    }

    @FuzzTest
    void text(byte[] input) {
        String text = new String(input, UTF_8);
        Optional<ObjectSid> sid = ObjectSid.parse(text);
        sid.ifPresent(ObjectSidFuzzTest::assertCanonical);
        assertThat(ObjectSid.parse(" " + text.strip() + "\n")).isEqualTo(sid);
    }

    private static void assertCanonical(ObjectSid sid) {
        assertThat(ObjectSid.fromBytes(sid.toBytes())).isEqualTo(sid).hasSameHashCodeAs(sid);
        assertThat(ObjectSid.parse(sid.toString())).contains(sid);
        assertThat(ObjectSid.parse(sid.toString()).orElseThrow()).hasToString(sid.toString());
        byte[] bytes = sid.toBytes();
        sid.domain().ifPresent(domain -> {
            int relativeId =
                    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - Integer.BYTES);
            assertThat(domain.withRelativeId(relativeId)).isEqualTo(sid);
        });
    }
}
