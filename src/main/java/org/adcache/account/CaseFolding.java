package org.adcache.account;

/**
 * Unicode simple case folding: maps each code point to the representative of its case-insensitive class. Accents,
 * width and the Turkish dotted and dotless i remain distinct (CaseFolding.txt, statuses C and S).
 */
public final class CaseFolding {
    private static final int CAPITAL_I_WITH_DOT = 0x130;
    private static final int DOTLESS_I = 0x131;

    private CaseFolding() {}

    public static String fold(String text) {
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
        return switch (codePoint) {
            case CAPITAL_I_WITH_DOT, DOTLESS_I -> codePoint;
            // Folded since Unicode 15.1; the JDK's simple mappings lack them.
            case 0x1FD3 -> 0x390;
            case 0x1FE3 -> 0x3B0;
            case 0xFB05 -> 0xFB06;
            default -> Character.toLowerCase(Character.toUpperCase(codePoint));
        };
    }
}
