package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.adcache.budget.Budget;
import org.adcache.http.problem.HttpProblem;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void refusesAnAnswerThatGrowsBeyondItsLimit() {
        HttpProblem problem = catchThrowableOfType(HttpProblem.class, () -> write(65));
        assertThat(problem).hasMessageContaining("payload-too-large").hasMessageContaining("64 MiB");
    }

    @Test
    void writesAnAnswerUpToItsLimit() {
        assertThat(write(63)).hasSizeBetween(63 * MEBIBYTE, 64 * MEBIBYTE);
    }

    @Test
    void writesAnAnswerAfterOneThatWasRefusedAndOneWhileAnotherIsWritten() {
        Json json = new Json(new Budget("http.limits.answers", 100 << 20));
        assertThat(catchThrowable(() -> json.write(out -> {
                    out.writeStartArray();
                    throw HttpProblem.badRequest("x is missing.");
                })))
                .isInstanceOf(HttpProblem.class);
        byte[] outer = json.write(out -> {
            out.writeStartArray();
            assertThat(json.write(inner -> inner.writeNumber(7))).asString().isEqualTo("7");
            out.writeNumber(8);
            out.writeEndArray();
        });
        assertThat(outer).asString().isEqualTo("[8]");
    }

    private static byte[] write(int mebibytes) {
        String chunk = "a".repeat(MEBIBYTE);
        return new Json(new Budget("http.limits.answers", 100 << 20)).write(out -> {
            out.writeStartArray();
            for (int i = 0; i < mebibytes; i++) {
                out.writeString(chunk);
            }
            out.writeEndArray();
        });
    }
}
