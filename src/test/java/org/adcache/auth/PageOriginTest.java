package org.adcache.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageOriginTest {
    @ParameterizedTest
    @CsvSource({
        "https://gw1.example.com, gw1.example.com, true",
        "https://gw1.example.com:8636, gw1.example.com:8636, true",
        "https://gw1.example.com, gw1.example.com:443, true",
        "https://GW1.example.com, gw1.EXAMPLE.com, true",
        "http://localhost:8636, localhost:8636, true",
        "http://[::1]:8636, [::1]:8636, true",
        "https://gw1.example.com:8636, gw1.example.com, false",
        "https://gw1.example.com, gw1.example.com:8636, false",
        "https://gw1.example.com.evil.example, gw1.example.com, false",
        "https://evil.example/gw1.example.com, gw1.example.com, false",
        "https://gw1.example.com@evil.example, gw1.example.com, false",
        "ftp://gw1.example.com, gw1.example.com, false",
        "null, gw1.example.com, false",
        "'', gw1.example.com, false",
        "https://, gw1.example.com, false"
    })
    void isOwnIfSchemeHostAndPortAreTheRequestedOnes(String origin, String host, boolean own) {
        PageOrigin page = new PageOrigin(Optional.of(origin), Optional.of(host), Optional.empty());
        assertThat(page.isOwn()).isEqualTo(own);
        assertThat(page.isForeign()).isNotEqualTo(own);
    }

    @Test
    void isNeitherOwnNorForeignIfNothingTells() {
        assertThat(PageOrigin.NONE.isOwn()).isFalse();
        assertThat(PageOrigin.NONE.isForeign()).isFalse();
        PageOrigin withoutHost = new PageOrigin(Optional.of("https://gw1"), Optional.empty(), Optional.empty());
        assertThat(withoutHost.isForeign()).isTrue();
    }
}
