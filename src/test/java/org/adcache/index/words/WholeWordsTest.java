package org.adcache.index.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Filter and bigrams of the words eligible for fuzzy matching. */
class WholeWordsTest {
    @Test
    void theFilterPassesAllThatIsThereAndHardlyMore() {
        Random random = new Random(20261127);
        BloomFilter filter = new BloomFilter(10_000);
        for (int i = 0; i < 10_000; i++) {
            byte[] word = word(random);
            filter.add(word, 0, word.length);
            assertThat(filter.mayHave(word, 0, word.length)).isTrue();
        }
        int passed = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] word = word(random);
            passed += filter.mayHave(word, 0, word.length) ? 1 : 0;
        }
        assertThat(passed).isLessThan(3_000);
    }

    private static byte[] word(Random random) {
        byte[] word = new byte[8 + random.nextInt(8)];
        for (int i = 0; i < word.length; i++) {
            word[i] = (byte) ('a' + random.nextInt(26));
        }
        return word;
    }

    @Test
    void knowsWhichLettersStandBetweenTwo() {
        Bigrams.Builder builder = new Bigrams.Builder();
        for (String word : List.of("smith", "smyth", "müller", "王小明", "a😀b")) {
            byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
            builder.add(utf8, 0, utf8.length);
        }
        Bigrams pairs = builder.build();
        assertThat(between(pairs, 'm', 't')).isEqualTo("iy");
        assertThat(between(pairs, 'm', 'l')).isEqualTo("ü");
        assertThat(between(pairs, Bigrams.EDGE, 'm')).isEqualTo("s");
        assertThat(between(pairs, 't', Bigrams.EDGE)).isEqualTo("h");
        assertThat(between(pairs, '王', '明')).isEqualTo("小");
        assertThat(between(pairs, 'a', 'b')).isEqualTo("😀");
        assertThat(between(pairs, 'a', 't')).isEmpty();
        assertThat(between(pairs, 'x', 'y')).isEmpty();
    }

    private static String between(Bigrams pairs, int one, int other) {
        List<Integer> letters = new ArrayList<>();
        pairs.between(one, other, letters::add);
        StringBuilder text = new StringBuilder();
        letters.stream().sorted().forEach(text::appendCodePoint);
        return text.toString();
    }
}
