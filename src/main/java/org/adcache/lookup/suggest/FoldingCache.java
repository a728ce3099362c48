package org.adcache.lookup.suggest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import org.adcache.analysis.Word;
import org.adcache.analysis.WordPrefix;
import org.adcache.budget.QuestionBudgets;

/**
 * Cache of the folding of words that aren't ASCII, and of the extent of a query word in them. Folding such a word
 * takes microseconds, and a directory has many of them repeatedly. Long texts are not kept, so that its size is
 * bounded whatever is asked. Entries belong to one epoch and are dropped with it.
 */
public final class FoldingCache {
    private static final int MOST = 20_000;
    private static final int LONGEST = 64;

    private final Cache<String, ParsedQuery> texts = cache();
    private final Cache<String, List<String>> tokens = cache();
    private final Cache<TypedPrefix, WordPrefix> prefixes = cache();

    private static <K, V> Cache<K, V> cache() {
        return Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();
    }

    /**
     * Caches {@link ParsedQuery#of}.
     *
     * @throws org.adcache.budget.QuestionRefusedException if the text is beyond a bound
     */
    public ParsedQuery typed(String text, QuestionBudgets budgets) {
        return isKept(text, 0, text.length())
                ? texts.get(text, unknown -> ParsedQuery.of(unknown, budgets))
                : ParsedQuery.of(text, budgets);
    }

    /** A word, with its run-on from {@code length} on, and the variants of a query word. */
    private record TypedPrefix(String text, int length, List<String> variants) {}

    /** Caches {@link Word#tokens()}. */
    List<String> tokens(Word word) {
        return isKept(word) ? tokens.get(text(word), any -> word.tokens()) : word.tokens();
    }

    /** Caches {@link WordPrefix#of(Word, List)}. */
    WordPrefix prefix(Word word, List<String> variants) {
        if (!isKept(word)) {
            return WordPrefix.of(word, variants);
        }
        TypedPrefix typed = new TypedPrefix(text(word), word.end() - word.start(), variants);
        WordPrefix inWord = prefixes.get(
                typed,
                any -> WordPrefix.of(
                        new Word(typed.text(), 0, typed.length(), typed.text().length()), variants));
        return new WordPrefix(word.start() + inWord.start(), word.start() + inWord.end());
    }

    private static String text(Word word) {
        return word.text().substring(word.start(), word.runTo());
    }

    private static boolean isKept(Word word) {
        return isKept(word.text(), word.start(), word.runTo());
    }

    /** Whether a text is worth keeping: not ASCII, and not long. */
    private static boolean isKept(String text, int from, int to) {
        if (to - from > LONGEST) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i) >= 0x80) {
                return true;
            }
        }
        return false;
    }
}
