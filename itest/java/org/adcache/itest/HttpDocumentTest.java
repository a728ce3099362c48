package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.adcache.itest.HttpDocument.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpDocumentTest {
    private static final List<String> COMMAND = List.of("```sh", "curl http://127.0.0.1:8636/livez", "```", "");
    private static final List<String> ANSWER = List.of("```json", "{", "}", "```", "");

    @Test
    void findsRoutesAndExamplesInTheirOrder() {
        HttpDocument document = HttpDocument.parse(lines(
                List.of("### Headers", "", "### GET /livez", ""),
                COMMAND,
                ANSWER,
                List.of("### POST /x/{id}"),
                COMMAND,
                ANSWER));
        assertThat(document.headings()).containsExactly("GET /livez", "POST /x/{id}");
        assertThat(document.examples()).extracting(Example::line).containsExactly(5, 15);
        assertThat(document.examples().get(0).answer()).isEqualTo(new PrintedAnswer("{\n}"));
    }

    @Test
    void noticesACommandWithoutAnAnswer() {
        assertThatThrownBy(() -> HttpDocument.parse(lines(COMMAND, COMMAND, ANSWER)))
                .hasMessageContaining("line 1 has no answer");
        assertThatThrownBy(() -> HttpDocument.parse(lines(COMMAND, ANSWER, COMMAND)))
                .hasMessageContaining("line 10 has no answer");
    }

    @Test
    void noticesAnAnswerWithoutACommand() {
        assertThatThrownBy(() -> HttpDocument.parse(lines(COMMAND, ANSWER, ANSWER)))
                .hasMessageContaining("line 10 belongs to no command");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "GET /livez                     | curl -s http://127.0.0.1:8636/livez",
                "GET /v1/lookup                 | curl -s -G http://127.0.0.1:8636/v1/lookup -d key=jo",
                "POST /v1/lookup                | curl -s http://127.0.0.1:8636/v1/lookup -d '{}'",
                "PUT /v1/integration            | curl -s -X PUT http://127.0.0.1:8636/v1/integration -d '{}'",
                "POST /v1/doctor/{connection}   | curl -s -X POST http://127.0.0.1:8636/v1/doctor/demo",
                "POST /v1/sync                  | curl -s -X POST 'http://127.0.0.1:8636/v1/sync?mode=full'"
            })
    void knowsWhichRouteACommandAsks(String route, String command) {
        Example example = new Example(1, command, new PrintedAnswer(""));
        assertThat(example.asks(route)).isTrue();
        assertThat(example.asks("DELETE /v1/sync")).isFalse();
        assertThat(example.asks(route + "/held")).isFalse();
    }

    @SafeVarargs
    private static List<String> lines(List<String>... parts) {
        return List.of(parts).stream().flatMap(List::stream).toList();
    }
}
