package org.adcache.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectSidTest {
    @ParameterizedTest
    @CsvSource({
        "010500000000000515000000A065CF7E784B9B5FE77C8770091C0100, S-1-5-21-2127521184-1604012920-1887927527-72713",
        "01020000000000052000000020020000, S-1-5-32-544",
        "010100000000000100000000, S-1-1-0",
        "0100000000000005, S-1-5",
        "0101123456789ABCFFFFFFFF, S-1-0x123456789abc-4294967295"
    })
    void isTheSameInBytesAndText(String hex, String text) {
        ObjectSid sid = ObjectSid.fromBytes(HexFormat.of().parseHex(hex));
        assertThat(sid).hasToString(text);
        assertThat(ObjectSid.parse(text)).contains(sid);
        assertThat(HexFormat.of().withUpperCase().formatHex(sid.toBytes())).isEqualTo(hex);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "S-1",
                "S-2-5-32",
                "S-1-5-4294967296",
                "S-1-5-x",
                "CN=S-1-5",
                "S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16"
            })
    void isEmptyForOtherText(String text) {
        assertThat(ObjectSid.parse(text)).isEmpty();
    }

    @Test
    void refusesMalformedBytes() {
        assertThatThrownBy(() -> ObjectSid.fromBytes(new byte[] {1, 2, 0, 0, 0, 0, 0, 5}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsTheDomainAndItsPrimaryGroup() {
        ObjectSid user = ObjectSid.parse("s-1-5-21-1-2-3-1104").orElseThrow();
        ObjectSid domain = user.domain().orElseThrow();
        assertThat(domain).hasToString("S-1-5-21-1-2-3");
        assertThat(domain.withRelativeId(513)).hasToString("S-1-5-21-1-2-3-513");
    }
}
