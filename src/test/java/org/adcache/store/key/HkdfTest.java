package org.adcache.store.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HkdfTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void firstBlockIsThatOfRfc5869TestCase1() {
        byte[] secret = HEX.parseHex("0b".repeat(22));
        byte[] salt = HEX.parseHex("000102030405060708090a0b0c");
        String info = new String(HEX.parseHex("f0f1f2f3f4f5f6f7f8f9"), StandardCharsets.ISO_8859_1);
        assertThat(HEX.formatHex(Hkdf.derive(secret, salt, info.getBytes(StandardCharsets.ISO_8859_1))))
                .isEqualTo("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
    }

    @Test
    void emptySaltIsThatOfRfc5869TestCase3() {
        assertThat(HEX.formatHex(Hkdf.derive(HEX.parseHex("0b".repeat(22)), new byte[0], new byte[0])))
                .isEqualTo("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
    }
}
