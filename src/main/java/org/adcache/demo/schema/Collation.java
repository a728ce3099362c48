package org.adcache.demo.schema;

import java.text.Normalizer;
import java.util.Locale;

/**
 * AD's comparison of Unicode strings (MS-ADTS 3.1.1.2.2.4.13): case, accents, width and kana make no difference,
 * whatever the language of the server.
 */
public final class Collation {
    private Collation() {}

    /** Two texts are equal for AD if their folded forms are. */
    public static String fold(String text) {
        return isAscii(text) ? text.toLowerCase(Locale.ROOT) : foldUnicode(text);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String foldUnicode(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(decomposed.length());
        for (int i = 0; i < decomposed.length(); i++) {
            char c = decomposed.charAt(i);
            boolean katakana = c >= '\u30A1' && c <= '\u30F6';
            if (Character.getType(c) != Character.NON_SPACING_MARK) {
                folded.append(katakana ? (char) (c - 0x60) : c);
            }
        }
        return folded.toString();
    }
}
