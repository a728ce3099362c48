package org.adcache.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.adcache.testing.FuzzTarget;

@FuzzTarget
class KeytabFuzzTest {
    /** Bytes of the smallest record: its length, one component of an empty name, an empty key. */
    private static final int SMALLEST_RECORD = 4 + 2 + 2 + 2 + 4 + 4 + 1 + 2 + 2;

    @FuzzTest
    void parse(byte[] input) {
        Keytab keytab;
        try {
            keytab = Keytab.parse(input);
        } catch (KeytabFormatException e) {
            assertThat(e.getMessage()).hasSizeBetween(1, 80);
            return;
        }
        assertThat(keytab.entries().size()).isLessThanOrEqualTo(input.length / SMALLEST_RECORD);
        assertThat(keytab.principals()).allMatch(principal -> principal.contains("@"));
        assertThat(keytab.principals().stream().mapToInt(String::length).sum()).isLessThanOrEqualTo(2 * input.length);
        assertThat(parsed(withHole(input))).isEqualTo(keytab);
    }

    /** The same keytab with four bytes in front that a removed entry left. */
    private static byte[] withHole(byte[] input) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(input, 0, 2);
        bytes.writeBytes(ByteBuffer.allocate(8).putInt(-4).array());
        bytes.write(input, 2, input.length - 2);
        return bytes.toByteArray();
    }

    private static Keytab parsed(byte[] bytes) {
        try {
            return Keytab.parse(bytes);
        } catch (KeytabFormatException e) {
            throw new AssertionError(e);
        }
    }
}
