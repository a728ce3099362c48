package org.adcache.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeedlesTest {
    private final Needles needles = new Needles();

    @Test
    void findsATextInEveryEncodingAndCase() {
        needles.addText("Jürgen Müller");

        for (Charset charset : List.of(
                StandardCharsets.UTF_8,
                StandardCharsets.ISO_8859_1,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE)) {
            assertThat(found("..jüRGEN mÜLLER..".replace('Ü', 'ü').getBytes(charset)))
                    .isPositive();
        }
    }

    @Test
    void findsWhatLiesAcrossTwoPieces() {
        needles.addText("anna@corp.example.test");
        byte[] text = "xx anna@corp.example.test yy".getBytes(StandardCharsets.UTF_8);
        Needles.Search search = needles.search();

        search.next(text, 10, "first");
        search.next(Arrays.copyOfRange(text, 10, text.length), text.length - 10, "second");

        assertThat(search.result().needles()).isEqualTo(1);
        assertThat(search.result().examples()).containsOnlyKeys("anna@corp.example.test");
    }

    @Test
    void findsEachOfManyThatShareTheirFirstBytes() {
        for (int i = 0; i < 5000; i++) {
            needles.addBytes(sid(i).getBytes(StandardCharsets.UTF_8), sid(i));
        }

        assertThat(found((sid(17) + sid(4711)).getBytes(StandardCharsets.UTF_8)))
                .isGreaterThanOrEqualTo(2);
        assertThat(found(sid(9999).substring(0, 40).getBytes(StandardCharsets.UTF_8)))
                .isZero();
    }

    @Test
    void findsNothingInNoise() {
        for (int i = 0; i < 5000; i++) {
            needles.addText("person" + i + "@corp.example.test");
        }
        byte[] noise = new byte[1 << 20];
        new Random(1).nextBytes(noise);

        assertThat(found(noise)).isZero();
    }

    private static String sid(int number) {
        return "S-1-5-21-1111111111-2222222222-333333333-" + (10_000 + number);
    }

    private int found(byte[] haystack) {
        Needles.Search search = needles.search();
        search.next(haystack, haystack.length, "here");
        return search.result().needles();
    }
}
