package org.adcache.analysis;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Shortest, leftmost piece of a word or text whose folding contains the query word, in UTF-16 units of the original:
 * for {@code Großmann} and "ssma" it is {@code ßma}. If folding depends on context, so that no piece suffices, it is
 * the whole.
 */
public record WordPlace(int start, int end) {
    public static WordPlace of(Word word, List<String> typed) {
        boolean alone = has(word.ownTokens(), typed);
        return of(word.text(), word.start(), alone ? word.end() : word.runTo(), typed, true);
    }

    /** The piece of a text that was compared as a whole. */
    public static WordPlace of(String text, List<String> typed) {
        return of(text, 0, text.length(), typed, false);
    }

    private static WordPlace of(String text, int start, int limit, List<String> typed, boolean word) {
        int end = start;
        do {
            end = WordPrefix.nextBoundary(text, end, limit);
        } while (end < limit && !has(foldings(text.substring(start, end), word), typed));
        int from = start;
        int next = from;
        while (next < end) {
            if (has(foldings(text.substring(next, end), word), typed)) {
                from = next;
            }
            next = WordPrefix.nextBoundary(text, next, end);
        }
        return new WordPlace(from, end);
    }

    private static Collection<String> foldings(String text, boolean word) {
        return word ? new Word(text, 0, 0, text.length()).runOnTokens() : Arrays.asList(Folding.whole(text));
    }

    private static boolean has(Collection<String> tokens, List<String> typed) {
        return tokens.stream().anyMatch(token -> typed.stream().anyMatch(token::contains));
    }
}
