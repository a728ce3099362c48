package org.adcache.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValueRangeTest {
    @Test
    void readsTheEndOfAPart() {
        assertThat(ValueRange.parse("member;range=0-1499")).contains(new ValueRange("member", Optional.of(1499)));
        assertThat(ValueRange.parse("member;Range=1500-*")).contains(new ValueRange("member", Optional.empty()));
    }

    @Test
    void leavesOtherNamesAlone() {
        for (String name : new String[] {"member", "member;binary", "member;range=", "member;range=a-b", "range=0-1"}) {
            assertThat(ValueRange.parse(name)).as(name).isEmpty();
        }
    }

    @Test
    void comparesNamesWithoutCase() {
        assertThat(new ValueRange("Member", Optional.empty()).is("member")).isTrue();
        assertThat(new ValueRange("memberOf", Optional.empty()).is("member")).isFalse();
    }

    @Test
    void asksForWhatFollows() {
        assertThat(ValueRange.from("member", 1500)).isEqualTo("member;range=1500-*");
    }
}
