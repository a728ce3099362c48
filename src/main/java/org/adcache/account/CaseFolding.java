package org.adcache.account;

/**
 * Unicode simple case folding: every code point to the one that stands for its case-insensitive class. Accents, width and
 * the Turkish dotted and dotless i are kept apart (CaseFolding.txt, statuses C and S).
 */
final class CaseFolding {
    private static final int CAPITAL_I_WITH_DOT = 0x130;
    private static final int DOTLESS_I = 0x131;

    private CaseFolding() {}

    static String fold(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || (c >= 'A' && c <= 'Z')) {
                return foldFrom(text, i);
            }
        }
        return text;
    }

    private static String foldFrom(String text, int start) {
        StringBuilder folded = new StringBuilder(text.length()).append(text, 0, start);
        for (int i = start; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            folded.appendCodePoint(fold(codePoint));
            i += Character.charCount(codePoint);
        }
        return folded.toString();
    }

    static int fold(int codePoint) {
        if (codePoint == CAPITAL_I_WITH_DOT || codePoint == DOTLESS_I) {
            return codePoint;
        }
        return Character.toLowerCase(Character.toUpperCase(codePoint));
    }
}
