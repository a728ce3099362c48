package org.adcache.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ObjectGuidTest {
    private static final byte[] BYTES = HexFormat.of().parseHex("b6b729981738824fafe9c36c1ece3b16");
    private static final String TEXT = "9829b7b6-3817-4f82-afe9-c36c1ece3b16";

    @Test
    void readsTheFirstThreeFieldsLittleEndian() {
        assertThat(ObjectGuid.fromBytes(BYTES)).hasToString(TEXT);
    }

    @Test
    void readsTheDashedFormInBracesAndInAnyCase() {
        ObjectGuid guid = ObjectGuid.fromBytes(BYTES);
        assertThat(ObjectGuid.parse(TEXT)).contains(guid);
        assertThat(ObjectGuid.parse(" {9829B7B6-3817-4F82-AFE9-C36C1ECE3B16} ")).contains(guid);
    }

    @Test
    void isEmptyForOtherText() {
        assertThat(ObjectGuid.parse("9829b7b6-3817-4f82-afe9-c36c1ece3b1")).isEmpty();
        assertThat(ObjectGuid.parse("9829b7b638174f82afe9c36c1ece3b16")).isEmpty();
        assertThat(ObjectGuid.parse("")).isEmpty();
    }

    @Test
    void refusesOtherLengths() {
        assertThatThrownBy(() -> ObjectGuid.fromBytes(new byte[15])).hasMessageContaining("15 bytes");
    }

    @Test
    void goesThroughBytesAndTextUnchangedAndOrdersAsItsText() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            ObjectGuid a = new ObjectGuid(random.nextLong(), random.nextLong());
            ObjectGuid b = new ObjectGuid(i % 2 == 0 ? a.high() : random.nextLong(), random.nextLong());
            assertThat(ObjectGuid.fromBytes(a.toBytes())).as("seed %d", seed).isEqualTo(a);
            assertThat(ObjectGuid.parse(a.toString())).as("seed %d", seed).contains(a);
            assertThat(Integer.signum(a.compareTo(b)))
                    .as("seed %d", seed)
                    .isEqualTo(Integer.signum(a.toString().compareTo(b.toString())));
        }
    }
}
