package org.adcache.http.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @ParameterizedTest
    @ValueSource(strings = {"7", "mail-queue/4XyZ=_~!", "\"quoted\""})
    void keepsWhatACallerSent(String sent) {
        assertThat(RequestId.of(sent)).isEqualTo(sent);
    }

    @Test
    void keepsUpTo128Characters() {
        assertThat(RequestId.of("x".repeat(128))).isEqualTo("x".repeat(128));
        assertThat(RequestId.of("x".repeat(129))).matches("[0-9a-f]{16}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "tab\t", "line\nfeed", "é", "\u007f"})
    void replacesWhatWouldSpoilALog(String sent) {
        assertThat(RequestId.of(sent)).matches("[0-9a-f]{16}");
    }

    @Test
    void isAnotherForEachRequest() {
        assertThat(RequestId.of(null)).matches("[0-9a-f]{16}").isNotEqualTo(RequestId.of(null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-" + TRACE + "-00f067aa0ba902b7-01",
                "00-" + TRACE + "-00f067aa0ba902b7-00",
                "cc-" + TRACE + "-00f067aa0ba902b7-01",
                "cc-" + TRACE + "-00f067aa0ba902b7-01-what-comes-later"
            })
    void readsTheTrace(String sent) {
        assertThat(TraceParent.parse(sent)).contains(new TraceParent(sent, TRACE));
    }

    @ParameterizedTest
    @CsvSource({
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.more",
        "nonsense"
    })
    void ignoresATraceThatIsNotValid(String sent) {
        assertThat(TraceParent.parse(sent)).isEmpty();
    }

    @Test
    void hasNoTraceWithoutTheHeader() {
        assertThat(TraceParent.parse(null)).isEmpty();
    }
}
