package org.adcache.directory.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttributeRangeTest {
    @Test
    void readsTheEndOfAPart() {
        assertThat(AttributeRange.parse("member;range=0-1499"))
                .contains(new AttributeRange("member", 0, Optional.of(1499)));
        assertThat(AttributeRange.parse("member;Range=1500-*"))
                .contains(new AttributeRange("member", 1500, Optional.empty()));
    }

    @Test
    void leavesOtherNamesAlone() {
        for (String name : new String[] {"member", "member;binary", "member;range=", "member;range=a-b", "range=0-1"}) {
            assertThat(AttributeRange.parse(name)).as(name).isEmpty();
        }
    }

    @Test
    void comparesNamesWithoutCase() {
        assertThat(new AttributeRange("Member", 0, Optional.empty()).is("member"))
                .isTrue();
        assertThat(new AttributeRange("memberOf", 0, Optional.empty()).is("member"))
                .isFalse();
    }

    @Test
    void asksForWhatFollows() {
        assertThat(AttributeRange.from("member", 1500)).isEqualTo("member;range=1500-*");
    }
}
