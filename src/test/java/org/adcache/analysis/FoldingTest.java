package org.adcache.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Isolated("sets the default locale")
class FoldingTest {
    @Test
    void latinAloneIsTheLatinOfAllSpellings() {
        Random random = new Random(20261127);
        String letters =
                "aZ9 -.,'\u00C4\u00DF\u00E9\u0142\uFB01\u0301\u0416\u0457\u03A3\u10D1\u05D1\u0639\u738B\uD83D\uDE00";
        for (int i = 0; i < 4000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j <= random.nextInt(9); j++) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertThat(Folding.latinOf(text.toString()))
                    .as("seed 20261127, text %d, %s", i, text)
                    .isEqualTo(Folding.whole(text.toString())[1]);
        }
    }

    /** ICU transliterates these letters without context, so that each is transliterated once. */
    @Test
    void cyrillicAndChineseWordsFoldAsIcuFoldsThemWhole() {
        Random random = new Random(20261122);
        Transliterator whole = Transliterator.getInstance("Any-Latin; Latin-ASCII; Lower");
        for (int i = 0; i < 4000; i++) {
            StringBuilder word = new StringBuilder();
            boolean chinese = random.nextBoolean();
            for (int j = 0; j <= random.nextInt(5); j++) {
                word.appendCodePoint(
                        random.nextInt(8) == 0
                                ? '0' + random.nextInt(10)
                                : chinese ? '\u4E00' + random.nextInt(20_902) : '\u0430' + random.nextInt(48));
            }
            StringBuilder expected = new StringBuilder();
            whole.transliterate(word.toString())
                    .codePoints()
                    .filter(c -> !Separators.is(c))
                    .forEach(expected::appendCodePoint);
            assertThat(Folding.word(word.toString())[1])
                    .as("seed 20261122, word %d, %s", i, word)
                    .isEqualTo(expected.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Müller, muller",
        "Müller, mueller",
        "MÜLLER, mueller",
        "Mu\u0308ller, mueller",
        "Straße, strasse",
        "Łódź, lodz",
        "Østergaard, oestergaard",
        "Østergaard, ostergaard",
        "Åse, aase",
        "Åse, ase",
        "Ægir, aegir",
        "Þór, thor",
        "Đorđe, dorde",
        "ılgaz, ilgaz",
        "İpek, ipek",
        "IŞIK, isik",
        "ﬁsh, fish",
        "Ｆｕｌｌ, full",
        "Щукин, shchukin",
        "Жанна, zhanna",
        "Хрущёв, khrushchyov",
        "Цой, tsoy",
        "Юлия, yuliya",
        "Яна, yana",
        "щукин, щукин",
        "ЩУКИН, щукин",
        "Άννα, αννα",
        "ΓΙΏΡΓΟΣ, γιωργοσ",
        "Γιώργος, giorgos",
        "王, wang",
        "王, 王",
        "𝒥𝑜, jo",
        "JOSÉ, jose"
    })
    void findsAWordUnderEachSpelling(String word, String token) {
        assertThat(Word.of(word).get(0).tokens()).contains(token);
    }

    @Test
    void neverDependsOnTheDefaultLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(Folding.word("TITLE")).containsOnly("title");
            assertThat(Folding.word("IŞIK")).contains("isik");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void accentedLatinTakesTheShortWayToWhatIcuWouldSay() {
        Transliterator icu = Transliterator.getInstance("Any-Latin; Latin-ASCII; Lower");
        List<String> letters = IntStream.concat(IntStream.range(0xC0, 0x250), IntStream.range(0x1E00, 0x1F00))
                .filter(Character::isLetter)
                .mapToObj(c -> "a" + Character.toString(c) + "b")
                .toList();
        assertThat(letters).hasSizeGreaterThan(600);
        for (String letter : letters) {
            String lower = Normalizer.normalize(letter.toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
            assertThat(Folding.word(letter)[1]).as(letter).isEqualTo(withoutSeparators(icu.transliterate(lower)));
        }
    }

    private static String withoutSeparators(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().filter(c -> !Separators.is(c)).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    @Test
    void splitsWordsAtSpaceHyphenApostropheDotCommaAndParenthesis() {
        assertThat(Word.of("Smith-Jones, Dr.Ann (Sales) d’Arc"))
                .extracting(word -> word.text().substring(word.start(), word.end()))
                .containsExactly("Smith", "Jones", "Dr", "Ann", "Sales", "d", "Arc");
    }

    @Test
    void searchesOBrienAsObrienAndBrien() {
        assertThat(Word.of("O'Brien"))
                .extracting(Word::tokens)
                .containsExactly(List.of("o", "obrien"), List.of("brien"));
    }

    @Test
    void searchesAChineseNameFromEachCharacterOn() {
        assertThat(Word.of("王小明")).hasSize(3);
        assertThat(Word.of("王小明").get(1).tokens()).contains("小", "小明", "xiao", "xiaoming");
    }

    @Test
    void keepsPunctuationInAWordButFindsItWithoutToo() {
        assertThat(Word.of("\"Bob\"").get(0).tokens()).containsExactly("\"bob\"", "bob");
    }
}
