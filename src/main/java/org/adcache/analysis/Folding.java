package org.adcache.analysis;

import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Folding of text for search, the same for indexed text and for queries. It yields four variants, often equal:
 *
 * <ol>
 *   <li>in its own script: compatibility decomposed, without accents, case-folded;
 *   <li>ICU's {@code Any-Latin; Latin-ASCII; Lower};
 *   <li>ä, ö, ü, å and ø as ae, oe, ue, aa and oe, the rest as in 2;
 *   <li>Cyrillic as in passports and on road signs, the rest as in 2.
 * </ol>
 *
 * <p>Plain ASCII is only lowered, and accented Latin letters are folded without ICU; ICU, which takes half a second to
 * load, is loaded with the first text that needs it.
 */
public final class Folding {
    private static final String[] GERMAN = {"ä", "ae", "ö", "oe", "ü", "ue", "å", "aa", "ø", "oe"};
    private static final String CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґў";
    private static final String[] ROMANISED = {
        "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh",
        "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya", "yo", "i", "yi", "ye", "g", "u"
    };

    private Folding() {}

    /** The four variants of a word; separators that folding introduces are removed. */
    static String[] word(String word) {
        if (isAscii(word)) {
            String lower = word.toLowerCase(Locale.ROOT);
            return new String[] {lower, lower, lower, lower};
        }
        String lower = lower(word);
        String latin = clean(latin(lower));
        String german = german(lower);
        String romanised = romanised(lower);
        return new String[] {
            clean(original(word)),
            latin,
            german.equals(lower) ? latin : clean(latin(german)),
            romanised.equals(lower) ? latin : clean(latin(romanised))
        };
    }

    private static String lower(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** The four variants of a whole text: those of its words, with the separators between them folded to ASCII. */
    public static String[] whole(String text) {
        if (isAscii(text)) {
            String lower = text.toLowerCase(Locale.ROOT);
            return new String[] {lower, lower, lower, lower};
        }
        StringBuilder[] spelt = {new StringBuilder(), new StringBuilder(), new StringBuilder(), new StringBuilder()};
        for (int from = 0; from < text.length(); ) {
            int to = runEnd(text, from);
            String run = text.substring(from, to);
            boolean separator = Separators.is(text.codePointAt(from));
            String[] variants = separator ? null : word(run);
            for (int i = 0; i < spelt.length; i++) {
                spelt[i].append(variants == null ? Separators.plain(run) : variants[i]);
            }
            from = to;
        }
        String[] texts = new String[spelt.length];
        for (int i = 0; i < spelt.length; i++) {
            texts[i] = spelt[i].toString();
        }
        return texts;
    }

    /** A text folded to Latin-ASCII, as a sort key. */
    public static String latinOf(String text) {
        if (isAscii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        StringBuilder latin = new StringBuilder(text.length());
        for (int from = 0; from < text.length(); ) {
            int to = runEnd(text, from);
            String run = text.substring(from, to);
            boolean separator = Separators.is(text.codePointAt(from));
            latin.append(separator ? Separators.plain(run) : isAscii(run) ? lower(run) : clean(latin(lower(run))));
            from = to;
        }
        return latin.toString();
    }

    /** The end of a run of separators, or of other characters. */
    private static int runEnd(String text, int from) {
        boolean separator = Separators.is(text.codePointAt(from));
        int to = from;
        while (to < text.length() && Separators.is(text.codePointAt(to)) == separator) {
            to += Character.charCount(text.codePointAt(to));
        }
        return to;
    }

    /** Whether there is only one variant, as of ASCII. */
    @SuppressWarnings("ReferenceEquality") // Equal strings that aren't identical only cost time.
    static boolean allSame(String[] variants) {
        return variants[0] == variants[1] && variants[1] == variants[2] && variants[2] == variants[3];
    }

    public static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** The letters of a text after compatibility decomposition, so that a ligature counts as what it stands for. */
    public static int letters(String text) {
        return (int) Normalizer.normalize(text, Normalizer.Form.NFKD)
                .codePoints()
                .filter(c -> !isMark(c))
                .count();
    }

    private static String original(String word) {
        String decomposed = Normalizer.normalize(word, Normalizer.Form.NFKD);
        StringBuilder folded = new StringBuilder(decomposed.length());
        decomposed
                .codePoints()
                .filter(c -> !isMark(c))
                .forEach(c -> folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(c))));
        return folded.toString();
    }

    private static String latin(String lower) {
        String plain = withoutAccents(lower);
        return isAscii(plain) ? plain : Icu.latin(lower);
    }

    /** Removes the accents of Latin letters; a text with any other non-ASCII character stays non-ASCII. */
    private static String withoutAccents(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
        StringBuilder plain = new StringBuilder(decomposed.length());
        for (int i = 0; i < decomposed.length(); i++) {
            char c = decomposed.charAt(i);
            boolean accent =
                    c >= 0x300 && c <= 0x36F && plain.length() > 0 && isLetter(plain.charAt(plain.length() - 1));
            if (!accent) {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static String german(String lower) {
        String text = lower;
        for (int i = 0; i < GERMAN.length; i += 2) {
            text = text.replace(GERMAN[i], GERMAN[i + 1]);
        }
        return text;
    }

    private static String romanised(String lower) {
        StringBuilder text = new StringBuilder(lower.length());
        for (int i = 0; i < lower.length(); i++) {
            int at = CYRILLIC.indexOf(lower.charAt(i));
            if (at < 0) {
                text.append(lower.charAt(i));
            } else {
                text.append(ROMANISED[at]);
            }
        }
        return text.toString();
    }

    private static String clean(String folded) {
        StringBuilder text = new StringBuilder(folded.length());
        folded.codePoints().filter(c -> !Separators.is(c)).forEach(text::appendCodePoint);
        return text.toString();
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    /** Holder that loads ICU with the first text that is neither ASCII nor accented Latin; thread-safe. */
    private static final class Icu {
        private static final Transliterator LATIN = Transliterator.getInstance("Any-Latin; Latin-ASCII; Lower");
        /** Transliterations of single Cyrillic and Chinese characters, so that no user's text is kept. */
        private static final Map<Integer, String> LETTERS = new ConcurrentHashMap<>();

        /**
         * Transliterates letter by letter where the result is context-free: a Chinese name costs ICU a hundred
         * microseconds.
         */
        static String latin(String lower) {
            if (!lower.codePoints().allMatch(Icu::standsAlone)) {
                return LATIN.transliterate(lower);
            }
            StringBuilder latin = new StringBuilder(2 * lower.length());
            lower.codePoints().forEach(c -> latin.append(LETTERS.computeIfAbsent(c, Icu::letter)));
            return latin.toString();
        }

        private static boolean standsAlone(int c) {
            return (c >= 'а' && c <= 'џ') || c == 'ґ' || (c >= '一' && c <= '龥') || (c >= '0' && c <= '9');
        }

        private static String letter(int c) {
            return LATIN.transliterate(Character.toString(c));
        }
    }
}
