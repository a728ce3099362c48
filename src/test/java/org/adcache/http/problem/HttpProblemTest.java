package org.adcache.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpProblemTest {
    @ParameterizedTest
    @CsvSource({
        "400, bad-request",
        "414, address-too-long",
        "417, expectation-failed",
        "418, bad-request",
        "426, upgrade-required",
        "431, headers-too-large",
        "500, internal-error",
        "501, not-implemented",
        "505, http-version-not-supported",
        "507, internal-error"
    })
    void namesWhatTheServerRefusesByItself(int status, String name) {
        assertThat(HttpProblem.ofStatus(status)).hasMessageStartingWith(name + ":");
    }
}
