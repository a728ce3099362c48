package org.adcache.analysis;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Shortest prefix of a word or text whose folding starts with the query word, in UTF-16 units of the original: for
 * {@code Straße} and "stras" it is {@code Straß}. It ends at a boundary of combining sequences. If folding depends on
 * what follows, so that no prefix suffices, it is the whole.
 */
public record WordPrefix(int start, int end) {
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    public static WordPrefix of(Word word, List<String> typed) {
        boolean alone = begins(word.ownTokens(), typed);
        return of(word.text(), word.start(), alone ? word.end() : word.runTo(), typed, true);
    }

    /** The prefix of a text that was compared as a whole. */
    public static WordPrefix of(String text, List<String> typed) {
        int start = text.length() - text.stripLeading().length();
        return of(text, start, text.length(), typed, false);
    }

    private static WordPrefix of(String text, int start, int limit, List<String> typed, boolean word) {
        int length = lettersThatBegin(text, start, limit, typed);
        if (length > 0) {
            return new WordPrefix(start, start + length);
        }
        int from = start;
        for (int end = nextBoundary(text, start, limit); end < limit; end = nextBoundary(text, end, limit)) {
            if (word && outside(text, from, end) && typed.stream().noneMatch(WordPrefix::beginsOutside)) {
                from = end;
            } else if (begins(foldings(text.substring(from, end), word), typed)) {
                return new WordPrefix(from, end);
            }
        }
        return new WordPrefix(from, limit);
    }

    /** The length of a match of ASCII letters and digits, which fold one by one; 0 if there is none. */
    private static int lettersThatBegin(String text, int start, int limit, List<String> typed) {
        int shortest = 0;
        for (int i = 0; i < typed.size(); i++) {
            int length = typed.get(i).length();
            if (length <= limit - start
                    && (shortest == 0 || length < shortest)
                    && begins(text, start, typed.get(i))
                    && (start + length == limit || text.charAt(start + length) < 0x80)) {
                shortest = length;
            }
        }
        return shortest;
    }

    private static boolean begins(String text, int start, String typed) {
        for (int i = 0; i < typed.length(); i++) {
            char c = text.charAt(start + i);
            char lower = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
            boolean plain = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
            if (!plain || lower != typed.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static Collection<String> foldings(String text, boolean word) {
        return word ? new Word(text, 0, 0, text.length()).runOnTokens() : Arrays.asList(Folding.whole(text));
    }

    private static boolean begins(Collection<String> tokens, List<String> typed) {
        for (String token : tokens) {
            for (String text : typed) {
                if (token.startsWith(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean beginsOutside(String typed) {
        return !Character.isLetterOrDigit(typed.codePointAt(0));
    }

    /** Whether this is punctuation before the first letter. */
    private static boolean outside(String text, int from, int to) {
        return text.substring(from, to).codePoints().noneMatch(Character::isLetterOrDigit);
    }

    /** The end of the next character and its combining marks. */
    static int nextBoundary(String text, int from, int limit) {
        int at = from;
        do {
            at += Character.charCount(text.codePointAt(at));
        } while (at < limit && !isBoundary(text, at));
        return Math.min(at, limit);
    }

    private static boolean isBoundary(String text, int at) {
        int next = text.codePointAt(at);
        int type = Character.getType(next);
        boolean mark = type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || next == ZERO_WIDTH_JOINER
                || (next >= 0x1F3FB && next <= 0x1F3FF)
                || (next >= 0x1160 && next <= 0x11FF);
        return !mark && text.codePointBefore(at) != ZERO_WIDTH_JOINER;
    }
}
