package org.adcache.itest;

import java.util.regex.Pattern;

/**
 * Documented output of a command. White space outside of strings is insignificant, so JSON may be indented. Where the
 * document has {@code …}, the output may have anything:
 *
 * <pre>
 *   "asOf": "…"         any text in this string
 *   "generation": …     any number, or the rest of a header's line
 *   "read": 17, …       any further fields, at least one
 * </pre>
 */
record PrintedAnswer(String text) {
    private static final String IN_STRING = "(?:[^\"\\\\]|\\\\.)+";
    private static final String VALUE = "[^\"{}\\[\\]]+";
    private static final String FURTHER_FIELDS = ".+";

    /** Whether the output of a command matches the document. */
    boolean matches(String output) {
        return pattern().matcher(withoutLayout(output)).matches();
    }

    private Pattern pattern() {
        StringBuilder pattern = new StringBuilder();
        String compact = withoutLayout(text);
        boolean inString = false;
        for (int i = 0; i < compact.length(); i++) {
            char c = compact.charAt(i);
            inString ^= isQuote(compact, i);
            pattern.append(
                    c != '…'
                            ? Pattern.quote(String.valueOf(c))
                            : inString ? IN_STRING : follows(compact, i, ':') ? VALUE : FURTHER_FIELDS);
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }

    private static boolean follows(String text, int index, char before) {
        return index > 0 && text.charAt(index - 1) == before;
    }

    private static boolean isQuote(String text, int index) {
        return text.charAt(index) == '"' && !follows(text, index, '\\');
    }

    /** Removes the white space outside of strings. */
    private static String withoutLayout(String text) {
        StringBuilder compact = new StringBuilder();
        boolean inString = false;
        for (int i = 0; i < text.length(); i++) {
            inString ^= isQuote(text, i);
            if (inString || !Character.isWhitespace(text.charAt(i))) {
                compact.append(text.charAt(i));
            }
        }
        return compact.toString();
    }
}
