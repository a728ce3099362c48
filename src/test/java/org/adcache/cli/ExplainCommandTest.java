package org.adcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"tls-untrusted-ca", "/problems/tls-untrusted-ca"})
    void explainsACodeAndATypeOfAnAnswer(String code) {
        CommandLineRun run = CommandLineRun.of("explain", code);

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("CA that is not trusted", "tls.trust").endsWith(".\n");
    }

    @Test
    void wrapsTheTextOnATerminal() {
        CommandLineRun run =
                CommandLineRun.onATerminal(Map.of("COLUMNS", "60", "NO_COLOR", "1"), "explain", "tls-untrusted-ca");

        assertThat(run.out().lines()).hasSizeGreaterThan(2).allMatch(line -> line.length() <= 60);
    }

    @Test
    void printsJson() {
        CommandLineRun run = CommandLineRun.of("explain", "too-stale", "--json");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("\"code\" : \"too-stale\"", "\"paragraphs\" : [");
        assertThat(CommandLineRun.of("explain", "--json").out()).startsWith("[").contains("\"too-stale\"");
    }

    @Test
    void listsAllCodes() {
        assertThat(CommandLineRun.of("explain").out().lines())
                .hasSizeGreaterThan(150)
                .contains("keytab-missing", "never-synced")
                .allMatch(line -> line.matches("[a-z0-9-]+"));
    }

    @Test
    void guessesAMisspeltCode() {
        CommandLineRun near = CommandLineRun.of("explain", "tls-untrusted-cs");
        CommandLineRun far = CommandLineRun.of("explain", "something");

        assertThat(near.exit()).isOne();
        assertThat(near.err()).contains("Did you mean tls-untrusted-ca?");
        assertThat(far.exit()).isOne();
        assertThat(far.err()).contains("lists all codes");
    }
}
