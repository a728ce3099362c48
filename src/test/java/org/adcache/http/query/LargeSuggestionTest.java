package org.adcache.http.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargeSuggestionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "q=s",
                "q=smi+jo",
                "q=smi%20jo&limit=5",
                "limit=5&q=john.smith@corp.example",
                "q=m%C3%BCller",
                "q=von+der+leyen",
                "q=j+s",
                "q=sal&types=group",
                "q=",
                "q=%20jo"
            })
    void whatPeopleTypeIsAnsweredAtOnce(String query) {
        assertThat(LargeSuggestion.is(query)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q=%EF%B7%BA",
                "q=%D0%AE%D0%BB",
                "q=a%CC%80",
                "q=a+b+c",
                "q=one+two+three+four+five",
                "q=one-two.three'four,five",
                "q=one%20two%2Dthree%2Efour%2Cfive",
                "q=aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg",
                "q=%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4",
                "q=s&types=group",
                "include=disabled&q=s",
                "q=s&typ%65s=group",
                "%71=s",
                "limit=3",
                "q=a%",
                "q=a%4",
                "q=a%zz"
            })
    void whatMayTakeLongIsNot(String query) {
        assertThat(LargeSuggestion.is(query)).isTrue();
    }
}
