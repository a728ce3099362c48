package org.adcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MatchCommandTest {
    private FakeService service;

    @BeforeEach
    void start() throws IOException {
        service = new FakeService();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({"yes,0", "no,1", "unknown,75", "yes no yes,1", "yes no unknown,75", "unknown no,75"})
    void exitCodesAreThoseOfLookup(String verdicts, int exit) {
        service.on("POST /v1/match", 200, answer(verdicts.split(" ", -1)));

        assertThat(run("a@x", "--known").exit()).isEqualTo(exit);
        assertThat(run("a@x", "--known", "--json").exit()).isEqualTo(exit);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--group=G|\"group\":\"G\"",
                "--account=A|\"account\":\"A\"",
                "--container=DC=x|\"container\":\"DC=x\"",
                "--upn-suffix=s.de|\"upnSuffix\":\"s.de\"",
                "--type=user|\"type\":\"user\"",
                "--known|\"known\":true"
            })
    void theConditionIsSent(String option, String field) {
        service.on("POST /v1/match", 200, answer("yes"));

        run("a@x", "b@x", option);

        assertThat(service.requests())
                .containsExactly("POST /v1/match null {\"addresses\":[\"a@x\",\"b@x\"],\"conditions\":{\"condition\":{"
                        + field + "}}}");
    }

    @Test
    void verdictsAndThePathAreLines() {
        service.on("POST /v1/match", 200, """
            {"results":[{"address":"jo@x","matches":{"condition":"yes"},"explain":{"condition":[{"address":"jo@x"},
              {"type":"user","distinguishedName":"CN=Jo"},{"type":"group","distinguishedName":"CN=Sales"}]}},
             {"address":"al@x","matches":{"condition":"no"}}]}\
            """);

        CommandLineRun run = run("jo@x", "al@x", "--group", "Sales", "--explain");

        assertThat(run.out()).isEqualTo("""
            jo@x: yes
              user     CN=Jo
              group    CN=Sales
            al@x: no
            """);
        assertThat(service.requests().get(0)).endsWith(",\"explain\":true}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-such-group|jo@x: unknown, there is no such group",
                "group-depth|jo@x: unknown, groups are nested too deeply",
                "of-a-later-version|jo@x: unknown, of-a-later-version"
            })
    void anUnknownVerdictHasItsReason(String reason, String line) {
        service.on("POST /v1/match", 200, """
            {"results":[{"address":"jo@x","matches":{"condition":"unknown"},"reasons":{"condition":"%s"}}]}\
            """.formatted(reason));

        assertThat(run("jo@x", "--group", "sales-wordwide").out()).isEqualTo(line + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@x", "--known", "a@x --known --type user", "a@x --group G --group H"})
    void exactlyOneConditionAndSomeAddressesAreNeeded(String arguments) {
        CommandLineRun run = run(arguments.split(" ", -1));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(service.requests()).isEmpty();
    }

    private static String answer(String... verdicts) {
        return Arrays.stream(verdicts)
                .map(verdict -> "{\"address\":\"a@x\",\"matches\":{\"condition\":\"" + verdict + "\"}}")
                .collect(Collectors.joining(",", "{\"results\":[", "]}"));
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.of(Stream.concat(Stream.of("match", "--url", service.url()), Stream.of(arguments))
                .toArray(String[]::new));
    }
}
