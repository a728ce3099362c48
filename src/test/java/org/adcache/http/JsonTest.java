package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class JsonTest {
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void refusesAnAnswerThatGrowsBeyondItsLimit() {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> write(65));
        assertThat(refusal).hasMessageContaining("payload-too-large").hasMessageContaining("64 MiB");
    }

    @Test
    void writesAnAnswerUpToItsLimit() {
        assertThat(write(63)).hasSizeBetween(63 * MEBIBYTE, 64 * MEBIBYTE);
    }

    private static byte[] write(int mebibytes) {
        String chunk = "a".repeat(MEBIBYTE);
        return new Json().write(out -> {
            out.writeStartArray();
            for (int i = 0; i < mebibytes; i++) {
                out.writeString(chunk);
            }
            out.writeEndArray();
        });
    }
}
