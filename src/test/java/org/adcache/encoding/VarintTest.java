package org.adcache.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VarintTest {
    private static final int[] VALUES = {0, 1, 127, 128, 300, 16_383, 16_384, 1 << 21, 1 << 28, Integer.MAX_VALUE, -1};

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "5, 05",
        "127, 7f",
        "128, 8001",
        "300, ac02",
        "16384, 808001",
        "2147483647, ffffffff07",
        "-1, ffffffff0f"
    })
    void writesSevenBitsAByteTheLowOnesFirst(int value, String hex) {
        byte[] bytes = new byte[Varint.MAX_BYTES + 1];
        int end = Varint.write(value, bytes, 1);
        assertThat(HexFormat.of().formatHex(bytes, 1, end)).isEqualTo(hex);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Varint.write(value, out);
        assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(hex);
        assertThat(Varint.size(value)).isEqualTo(hex.length() / 2);
    }

    @Test
    void readsNumbersOneAfterTheOther() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int value : VALUES) {
            Varint.write(value, out);
        }
        byte[] bytes = out.toByteArray();
        VarintReader reader = new VarintReader(bytes, 0);
        int at = 0;
        for (int value : VALUES) {
            assertThat(Varint.read(bytes, at)).isEqualTo(value);
            assertThat(reader.next()).isEqualTo(value);
            at = Varint.end(bytes, at);
            assertThat(reader.position()).isEqualTo(at);
        }
        assertThat(at).isEqualTo(bytes.length);
    }
}
