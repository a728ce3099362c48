package org.adcache.directory.read;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.adcache.account.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageProgressTest {
    private final PageProgress progress = new PageProgress("DC=x at dc1", 10);

    @Test
    void letsALongReadWithSomeEmptyPagesEnd() {
        assertThatCode(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        page(i % 7 == 0 ? -1 : i);
                    }
                })
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void findsACycleOfAnyLengthAfterAnyStart(int length) {
        for (int start : new int[] {0, 1, 50}) {
            PageProgress turning = new PageProgress("DC=x at dc1", 10);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 4 * (start + length) + 4; i++) {
                            int number = i < start ? i : start + (i - start) % length;
                            turning.add("CN=a" + number + ",DC=x");
                            turning.add("CN=b" + number + ",DC=x");
                            turning.endPage();
                        }
                    })
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("same page again");
        }
    }

    @Test
    void endsAfterTooManyEmptyPages() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 11; i++) {
                        progress.endPage();
                    }
                })
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("empty pages");
    }

    private void page(int number) throws ProblemException {
        if (number >= 0) {
            progress.add("CN=a" + number + ",DC=x");
        }
        progress.endPage();
    }
}
