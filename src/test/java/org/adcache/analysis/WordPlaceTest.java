package org.adcache.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordPlaceTest {
    @ParameterizedTest
    @CsvSource({
        "Schneider, nei, nei",
        "Großmann, ssma, ßma",
        "Großmann, rossm, roßm",
        "Großmann, sma, ßma",
        "Böhmer, oehm, öhm",
        "Bo\u0308hmer, ohm, o\u0308hm",
        "Хрущёв, shchy, щё",
        "Хрущёв, рущ, рущ",
        "Παππάς, ππα, ππά",
        "MacO'Brien, cobr, cO'Br",
        "𝒥𝑜𝑠, os, 𝑜𝑠",
        "Banana, ana, ana",
        "ﬁsher, ish, ﬁsh"
    })
    void marksThePieceThatFoldsToWhatWasTyped(String text, String typed, String marked) {
        WordPlace place =
                WordPlace.of(Word.of(text).get(0), Word.ofQuestion(typed).get(0).ownTokens());
        assertThat(text.substring(place.start(), place.end())).isEqualTo(marked);
    }

    @ParameterizedTest
    @CsvSource({"svc.backup, back, back", "svc.Großmann, ssma, ßma"})
    void marksAPieceOfATextThatIsSearchedAsAWhole(String text, String typed, String marked) {
        WordPlace place = WordPlace.of(text, List.of(typed));
        assertThat(text.substring(place.start(), place.end())).isEqualTo(marked);
    }
}
