package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.adcache.http.TestRoutes;
import org.adcache.itest.HttpDocument.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpDocumentTest {
    private static final String COMMAND = "```sh\ncurl http://127.0.0.1:8636/livez\n```\n";
    private static final String ANSWER = "```json\n{\n}\n```\n";

    private final HttpDocument reference = HttpDocument.read(Path.of("docs/http.md"));

    @Test
    void theReferenceDescribesEveryRouteAndNoOther() {
        assertThat(reference.headings()).containsExactlyInAnyOrderElementsOf(TestRoutes.names());
    }

    @Test
    void theReferenceHasAnExampleOfEveryRoute() {
        assertThat(TestRoutes.names())
                .allMatch(route -> reference.examples().stream().anyMatch(example -> example.asks(route)));
    }

    @Test
    void findsRoutesAndExamplesInTheirOrder() {
        HttpDocument document = parse(
                "### Headers\n", "### GET /livez\n", COMMAND, "prose\n", ANSWER, "### POST /x/{id}\n", COMMAND, ANSWER);
        assertThat(document.headings()).containsExactly("GET /livez", "POST /x/{id}");
        assertThat(document.examples()).extracting(Example::line).containsExactly(3, 12);
        assertThat(document.examples().get(0).answer()).isEqualTo(new PrintedAnswer("{\n}"));
    }

    @Test
    void noticesACommandWithoutAnAnswer() {
        assertThatThrownBy(() -> parse(COMMAND, COMMAND, ANSWER)).hasMessageContaining("line 1 has no answer");
        assertThatThrownBy(() -> parse(COMMAND, ANSWER, COMMAND)).hasMessageContaining("line 8 has no answer");
    }

    @Test
    void noticesAnAnswerWithoutACommand() {
        assertThatThrownBy(() -> parse(COMMAND, ANSWER, ANSWER)).hasMessageContaining("line 8 belongs to no command");
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

    private static HttpDocument parse(String... parts) {
        return HttpDocument.parse(String.join("", parts).lines().toList());
    }
}
