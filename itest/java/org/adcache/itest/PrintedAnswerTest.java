package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintedAnswerTest {
    private static final PrintedAnswer ANSWER = new PrintedAnswer("""
            {
              "found": true,
              "cn": "John \\"JJ\\" Smith",
              "generation": …,
              "asOf": "…",
              "server": "localhost:…"
            }
            200
            """);

    @Test
    void acceptsTheSameOnOneLineWithOtherValuesWhereItLeavesThemOpen() {
        assertThat(ANSWER.matches("""
                        {"found":true,"cn":"John \\"JJ\\" Smith","generation":17,"asOf":"2026-11-30T16:33:22Z",\
                        "server":"localhost:636"}
                        200
                        """)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // another value, another status, white space inside a string
                "{'found':false,'cn':'John \\'JJ\\' Smith','generation':17,'asOf':'now','server':'localhost:1'}200",
                "{'found':true,'cn':'John \\'JJ\\' Smith','generation':17,'asOf':'now','server':'localhost:1'}404",
                "{'found':true,'cn':'John\\'JJ\\'Smith','generation':17,'asOf':'now','server':'localhost:1'}200",
                // an additional field, a missing one, one in another place
                "{'found':true,'cn':'John \\'JJ\\' Smith','generation':17,'asOf':'now','x':'','server':'localhost:1'}200",
                "{'found':true,'cn':'John \\'JJ\\' Smith','generation':17,'server':'localhost:1'}200",
                "{'cn':'John \\'JJ\\' Smith','found':true,'generation':17,'asOf':'now','server':'localhost:1'}200",
                // no value, a value of another type, another text before the open part
                "{'found':true,'cn':'John \\'JJ\\' Smith','generation':,'asOf':'now','server':'localhost:1'}200",
                "{'found':true,'cn':'John \\'JJ\\' Smith','generation':'17','asOf':'now','server':'localhost:1'}200",
                "{'found':true,'cn':'John \\'JJ\\' Smith','generation':17,'asOf':'now','server':'elsewhere:1'}200",
                ""
            })
    void noticesAnyOtherDifference(String output) {
        assertThat(ANSWER.matches(output.replace('\'', '"'))).isFalse();
    }

    @Test
    void leavesOpenWhichFieldsFollow() {
        PrintedAnswer answer = new PrintedAnswer("{\"runs\": [{\"mode\": \"full\", …, \"startedAt\": \"…\"}]}");
        assertThat(answer.matches("{\"runs\":[{\"mode\":\"full\",\"read\":0,\"startedAt\":\"now\"}]}"))
                .isTrue();
        assertThat(answer.matches("{\"runs\":[{\"mode\":\"auto\",\"read\":0,\"startedAt\":\"now\"}]}"))
                .isFalse();
        assertThat(answer.matches("{\"runs\":[{\"mode\":\"full\",\"read\":0}]}"))
                .isFalse();
    }

    @Test
    void leavesOpenTheRestOfAHeadersLine() {
        PrintedAnswer answer = new PrintedAnswer("HTTP/1.1 200 OK\nDate: …\nETag: \"…\"\n\n{\"enabled\": true}");
        assertThat(
                        answer.matches(
                                "HTTP/1.1 200 OK\r\nDate: Mon, 30 Nov 2026 16:34:38 GMT\r\nETag: \"a4\"\r\n\r\n{\"enabled\":true}"))
                .isTrue();
        assertThat(answer.matches("HTTP/1.1 200 OK\r\nDate: Mon, 30 Nov 2026 16:34:38 GMT\r\n\r\n{\"enabled\":true}"))
                .isFalse();
    }
}
