package org.adcache.analysis;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Word of a text, located in UTF-16 units. Words separated only by apostrophes form a run-on: {@code O'Brien} has the
 * words {@code O}, which is also searched as {@code obrien}, and {@code Brien}. Each Chinese character is a word with
 * a run-on, because no space follows a family name.
 *
 * @param runTo the end of the last word of the run-on; {@code end} if there is none
 */
public record Word(String text, int start, int end, int runTo) {
    /** The words of a name. */
    public static List<Word> of(String text) {
        return split(text, "", true);
    }

    /** The words of the local part of an address, where '_' and '+' are separators too. */
    public static List<Word> ofLocalPart(String localPart) {
        return split(localPart, "_+", true);
    }

    /** The words of a query: as in a name, but Chinese characters stay together. */
    public static List<Word> ofQuestion(String text) {
        return split(text, "", false);
    }

    /** The tokens that find this word: those of the word itself and of its run-on. */
    public List<String> tokens() {
        if (runTo == end) {
            return ownTokens();
        }
        Set<String> tokens = new LinkedHashSet<>(ownTokens());
        tokens.addAll(runOnTokens());
        return List.copyOf(tokens);
    }

    /** The variants of the word itself, the original script first, each also without its outer punctuation. */
    public List<String> ownTokens() {
        return tokens(variants());
    }

    /** The variants of the word and its run-on, joined. */
    public List<String> runOnTokens() {
        return tokens(runOn());
    }

    /** Whether another word follows behind an apostrophe. */
    public boolean runsOn() {
        return runTo != end;
    }

    public String[] variants() {
        return Folding.word(text.substring(start, end));
    }

    public String[] runOn() {
        return runTo == end ? variants() : Folding.word(withoutApostrophes(text.substring(start, runTo)));
    }

    private static List<String> tokens(String[] variants) {
        String first = variants[0];
        if (isPlain(first) && Folding.allSame(variants)) {
            return List.of(first);
        }
        Set<String> tokens = new LinkedHashSet<>();
        for (String variant : variants) {
            tokens.add(variant);
            tokens.add(strippedOfPunctuation(variant));
        }
        tokens.remove("");
        return List.copyOf(tokens);
    }

    /** Whether its first and last characters are ASCII letters or digits. */
    private static boolean isPlain(String variant) {
        return !variant.isEmpty() && isPlain(variant.charAt(0)) && isPlain(variant.charAt(variant.length() - 1));
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    public static String strippedOfPunctuation(String variant) {
        int from = 0;
        int to = variant.length();
        while (from < to && !Character.isLetterOrDigit(variant.codePointAt(from))) {
            from += Character.charCount(variant.codePointAt(from));
        }
        while (to > from && !isWordEnd(variant.codePointBefore(to))) {
            to -= Character.charCount(variant.codePointBefore(to));
        }
        return variant.substring(from, to);
    }

    private static boolean isWordEnd(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || Character.getType(codePoint) == Character.COMBINING_SPACING_MARK;
    }

    private static String withoutApostrophes(String text) {
        StringBuilder joined = new StringBuilder(text.length());
        text.codePoints().filter(c -> !Separators.isApostrophe(c)).forEach(joined::appendCodePoint);
        return joined.toString();
    }

    private static List<Word> split(String text, String alsoAt, boolean chineseCharacters) {
        int[] bounds = new int[2 * text.length()];
        int size = 0;
        int start = -1;
        int last = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            boolean separator = Separators.is(c) || alsoAt.indexOf(c) >= 0;
            boolean parts = chineseCharacters && start >= 0 && partsHere(last, c);
            if (start >= 0 && (separator || parts)) {
                bounds[size++] = start;
                bounds[size++] = i;
                start = -1;
            }
            if (start < 0 && !separator) {
                start = i;
            }
            last = c;
            i += Character.charCount(c);
        }
        if (start >= 0) {
            bounds[size++] = start;
            bounds[size++] = text.length();
        }
        return words(text, bounds, size);
    }

    private static boolean partsHere(int before, int here) {
        return isChinese(here) || (isChinese(before) && Character.isLetterOrDigit(here));
    }

    private static boolean isChinese(int codePoint) {
        return codePoint >= 0x2E80 && Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN;
    }

    private static List<Word> words(String text, int[] bounds, int size) {
        Word[] words = new Word[size / 2];
        int runTo = -1;
        for (int i = size - 2; i >= 0; i -= 2) {
            int end = bounds[i + 1];
            boolean runsOn = i + 2 < size && onlyApostrophes(text, end, bounds[i + 2]);
            runTo = runsOn ? runTo : end;
            words[i / 2] = new Word(text, bounds[i], end, runTo);
        }
        return List.of(words);
    }

    private static boolean onlyApostrophes(String text, int from, int to) {
        for (int i = from; i < to; i += Character.charCount(text.codePointAt(i))) {
            if (!Separators.isApostrophe(text.codePointAt(i))) {
                return false;
            }
        }
        return true;
    }
}
