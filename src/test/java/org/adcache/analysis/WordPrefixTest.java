package org.adcache.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordPrefixTest {
    @ParameterizedTest
    @CsvSource({
        "Smith, smi, Smi",
        "Straße, stras, Straß",
        "Straße, strass, Straß",
        "Straße, strasse, Straße",
        "Müller, mue, Mü",
        "Müller, mu, Mü",
        "Mu\u0308ller, mu, Mu\u0308",
        "Þór, th, Þ",
        "ﬁsh, f, ﬁ",
        "ﬁsh, fis, ﬁs",
        "王, wa, 王",
        "İpek, i, İ",
        "İpek, ip, İp",
        "ılgaz, il, ıl",
        "Щукин, sh, Щ",
        "Щукин, shchu, Щу",
        "𝒥𝑜, j, 𝒥",
        "O'Brien, obr, O'Br",
        "한국, 하, 한",
        "\"Bob\", bo, Bo",
        "\"Bob\", '\"b', '\"B'"
    })
    void marksTheCharactersThatFoldToWhatWasTyped(String text, String typed, String marked) {
        WordPrefix prefix = WordPrefix.of(
                Word.of(text).get(0), Word.ofQuestion(typed).get(0).ownTokens());
        assertThat(text.substring(prefix.start(), prefix.end())).isEqualTo(marked);
    }

    @ParameterizedTest
    @CsvSource({"jo.smith@corp.example, jo.s, jo.s", "müller@corp.example, mueller@c, müller@c"})
    void marksTheBeginningOfAnAddress(String text, String typed, String marked) {
        WordPrefix prefix = WordPrefix.of(text, List.of(typed));
        assertThat(text.substring(prefix.start(), prefix.end())).isEqualTo(marked);
    }
}
