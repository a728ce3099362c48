package org.adcache.http.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.adcache.account.AccountType;
import org.adcache.lookup.SuggestQuestion;
import org.junit.jupiter.api.Test;

class SuggestionCacheTest {
    private static final int KIB = 1024;

    private final AtomicInteger made = new AtomicInteger();

    private SerializedItems get(SuggestionCache cache, String text) {
        SuggestQuestion question = new SuggestQuestion(text, 8, EnumSet.allOf(AccountType.class), false, false);
        return cache.get(question, () -> {
            made.incrementAndGet();
            return new SerializedItems(true, new byte[KIB], 1);
        });
    }

    @Test
    void makesTheAnswerToAQuestionOnce() {
        SuggestionCache cache = new SuggestionCache(64 * KIB);
        assertThat(get(cache, "jo")).isSameAs(get(cache, "jo"));
        get(cache, "al");
        assertThat(made).hasValue(2);
    }

    @Test
    void keepsNoMoreThanItsBytes() {
        SuggestionCache cache = new SuggestionCache(64 * KIB);
        for (int i = 0; i < 1000; i++) {
            get(cache, "jo" + i);
        }
        int misses = made.get();
        for (int i = 0; i < 1000; i++) {
            get(cache, "jo" + i);
        }
        assertThat(made.get() - misses).isGreaterThanOrEqualTo(1000 - 64);
    }
}
