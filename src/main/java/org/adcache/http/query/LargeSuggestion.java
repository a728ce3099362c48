package org.adcache.http.query;

/**
 * Quick look at the raw query string of a suggestion: whether its search may take more than some 200 µs. That is the
 * case if it is long, has many words, has three or more of which one is a single letter, has letters beyond Latin ones,
 * which ICU folds, or filters the accounts of one or two letters.
 *
 * <pre>
 *   q=smi+jo   q=m%C3%BCller        small
 *   q=a+b+c    q=%D0%AE   q=s&amp;types=group        large
 * </pre>
 */
final class LargeSuggestion {
    private static final int LONGEST = 64;
    private static final int FEW_LETTERS = 2;
    private static final int MOST_WORDS = 4;
    private static final int MOST_ESCAPES = 16;
    /** Lead bytes of UTF-8 from here on belong to combining marks and to other scripts. */
    private static final int BEYOND_LATIN = 0xCC;

    private final String query;
    private final int from;
    private final int to;
    private int words;
    private int escapes;
    private int lettersOfWord;
    private boolean singleLetter;
    private boolean beyondLatin;

    private LargeSuggestion(String query, int from, int to) {
        this.query = query;
        this.from = from;
        this.to = to;
    }

    /** Whether it may be large; so it is if the text can't be found quickly. */
    static boolean is(String query) {
        boolean first = query.startsWith("q=");
        int parameter = first ? 0 : query.indexOf("&q=") + 1;
        if (!first && parameter == 0) {
            return true;
        }
        int from = parameter + 2;
        int and = query.indexOf('&', from);
        int to = and < 0 ? query.length() : and;
        boolean alone = first && and < 0;
        return to - from > LONGEST
                || (to - from <= FEW_LETTERS && !alone && isFiltered(query))
                || new LargeSuggestion(query, from, to).is();
    }

    private static boolean isFiltered(String query) {
        return query.contains("types=") || query.contains("include=") || query.indexOf('%') >= 0;
    }

    private boolean is() {
        for (int i = from; i < to; i++) {
            char c = query.charAt(i);
            if (c == '%') {
                readEscape(i);
                i += 2;
            } else if (isSeparator(c)) {
                endWord();
            } else {
                lettersOfWord++;
            }
        }
        endWord();
        return beyondLatin || escapes > MOST_ESCAPES || words > MOST_WORDS || (words > 2 && singleLetter);
    }

    private void readEscape(int at) {
        escapes++;
        int high = at + 1 < to ? Character.digit(query.charAt(at + 1), 16) : -1;
        int low = at + 2 < to ? Character.digit(query.charAt(at + 2), 16) : -1;
        int value = high << 4 | low;
        if (high < 0 || low < 0 || value >= BEYOND_LATIN) {
            beyondLatin = true;
        } else if (value < 0x80 && isSeparator((char) value)) {
            endWord();
        } else {
            lettersOfWord++;
        }
    }

    private void endWord() {
        if (lettersOfWord > 0) {
            words++;
            singleLetter |= lettersOfWord == 1;
            lettersOfWord = 0;
        }
    }

    private static boolean isSeparator(char c) {
        return c <= ' ' || c == '+' || c == '-' || c == '.' || c == ',' || c == '\'' || c == '(' || c == ')';
    }
}
