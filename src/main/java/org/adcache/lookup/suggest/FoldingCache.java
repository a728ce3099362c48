package org.adcache.lookup.suggest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import org.adcache.analysis.Word;
import org.adcache.analysis.WordPrefix;

/**
 * How words that aren't ASCII are folded, and where what was typed ends in them. Folding such a word takes
 * microseconds, and a directory has some of them again and again. They are of one epoch, and are forgotten with it.
 */
public final class FoldingCache {
    private static final int MOST = 20_000;

    private final Cache<String, ParsedQuery> texts = cache();
    private final Cache<String, List<String>> tokens = cache();
    private final Cache<TypedPrefix, WordPrefix> prefixes = cache();

    private static <K, V> Cache<K, V> cache() {
        return Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();
    }

    /** {@link ParsedQuery#of}. */
    public ParsedQuery typed(String text) {
        return isAscii(text, 0, text.length()) ? ParsedQuery.of(text) : texts.get(text, ParsedQuery::of);
    }

    /** What was typed of a word, which runs on to the end of the text from {@code length} on. */
    private record TypedPrefix(String text, int length, List<String> variants) {}

    /** {@link Word#tokens()}. */
    List<String> tokens(Word word) {
        return isAscii(word) ? word.tokens() : tokens.get(text(word), any -> word.tokens());
    }

    /** {@link WordPrefix#of(Word, List)}. */
    WordPrefix prefix(Word word, List<String> variants) {
        if (isAscii(word)) {
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

    private static boolean isAscii(Word word) {
        return isAscii(word.text(), word.start(), word.runTo());
    }

    private static boolean isAscii(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
