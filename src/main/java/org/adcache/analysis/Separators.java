package org.adcache.analysis;

/**
 * Word separators: space, hyphen, apostrophe, dot, comma and parenthesis, in all their Unicode forms, and control
 * characters.
 */
final class Separators {
    private static final String APOSTROPHES = "'’‘‛`´ʼʹʻʽ′＇ʾʿ";
    private static final String OTHERS = ".,()．，（）、。・｡､･";

    private Separators() {}

    static boolean is(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint <= ' ' || codePoint == 0x7F || "-'.,()`".indexOf(codePoint) >= 0;
        }
        return Character.isSpaceChar(codePoint)
                || Character.isWhitespace(codePoint)
                || Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.DASH_PUNCTUATION
                || isApostrophe(codePoint)
                || OTHERS.indexOf(codePoint) >= 0;
    }

    static boolean isApostrophe(int codePoint) {
        return APOSTROPHES.indexOf(codePoint) >= 0;
    }

    /** Replaces separators by their ASCII forms. */
    static String plain(String separators) {
        StringBuilder text = new StringBuilder(separators.length());
        separators.codePoints().forEach(c -> text.append(plain(c)));
        return text.toString();
    }

    private static char plain(int c) {
        if (isApostrophe(c)) {
            return '\'';
        }
        if (Character.getType(c) == Character.DASH_PUNCTUATION) {
            return '-';
        }
        int other = OTHERS.indexOf(c);
        return other < 0 ? ' ' : ".,().,(),...,.".charAt(other);
    }
}
