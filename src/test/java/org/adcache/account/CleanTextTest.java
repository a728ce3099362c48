package org.adcache.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CleanTextTest {
    @Test
    void leavesOrdinaryTextAlone() {
        String text = "CN=Müller 王 \uD83D\uDE00, …";
        assertThat(CleanText.line(text)).isSameAs(text);
        assertThat(CleanText.line(text, 100)).isEqualTo(text);
    }

    @Test
    void replacesWhateverStartsALineOrTurnsTheText() {
        assertThat(CleanText.line("a\r\nERROR\u0000\u001B[2J\u0085\u2028\u202Eb\u2066"))
                .isEqualTo("a\uFFFD\uFFFDERROR\uFFFD\uFFFD[2J\uFFFD\uFFFD\uFFFDb\uFFFD");
    }

    @Test
    void cutsBetweenCharacters() {
        assertThat(CleanText.line("abc", 2)).isEqualTo("ab…");
        assertThat(CleanText.line("a\uD83D\uDE00b", 2)).isEqualTo("a…");
    }

    @Test
    void keepsAProblemOnOneLine() {
        Problem problem = new Problem(ProblemType.KERBEROS_FAILED, "The KDC says: no\n2026 ERROR x", "Look\rthere.");
        assertThat(problem.toString()).doesNotContain("\n", "\r");
    }
}
