package org.adcache.analysis;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.adcache.index.array.IntList;

/**
 * One word of a text, by its place in UTF-16 units. Words with nothing but apostrophes between them run on: {@code O'Brien}
 * has the words {@code O}, which is also searched as {@code obrien}, and {@code Brien}. Each Chinese character is a word that
 * runs on, because a family name has no space behind it.
 *
 * @param runTo the end of the last word that runs on from this one; {@code end} if none does
 */
public record Word(String text, int start, int end, int runTo) {
    /** The words of a name. */
    public static List<Word> of(String text) {
        return split(text, "", true);
    }

    /** The words of the local part of an address, which also parts at '_' and '+'. */
    public static List<Word> ofLocalPart(String localPart) {
        return split(localPart, "_+", true);
    }

    /** The words of a question: as in a name, but Chinese characters stay together. */
    public static List<Word> ofQuestion(String text) {
        return split(text, "", false);
    }

    /** The tokens that find this word: those of the word itself and of all that runs on from it. */
    public List<String> tokens() {
        if (runTo == end) {
            return ownTokens();
        }
        Set<String> tokens = new LinkedHashSet<>(ownTokens());
        tokens.addAll(runOnTokens());
        return List.copyOf(tokens);
    }

    /** The spellings of the word itself, the original one first, each also without its outer punctuation. */
    public List<String> ownTokens() {
        return tokens(spellings());
    }

    /** The spellings of the word and all that runs on from it as one. */
    public List<String> runOnTokens() {
        return tokens(runOn());
    }

    public String[] spellings() {
        return Folding.word(text.substring(start, end));
    }

    public String[] runOn() {
        return runTo == end ? spellings() : Folding.word(withoutApostrophes(text.substring(start, runTo)));
    }

    private static List<String> tokens(String[] spellings) {
        String first = spellings[0];
        if (isPlain(first) && Folding.allSame(spellings)) {
            return List.of(first);
        }
        Set<String> tokens = new LinkedHashSet<>();
        for (String spelling : spellings) {
            tokens.add(spelling);
            tokens.add(strippedOfPunctuation(spelling));
        }
        tokens.remove("");
        return List.copyOf(tokens);
    }

    /** Whether it has no punctuation outside, and is ASCII there. */
    private static boolean isPlain(String spelling) {
        return !spelling.isEmpty() && isPlain(spelling.charAt(0)) && isPlain(spelling.charAt(spelling.length() - 1));
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    public static String strippedOfPunctuation(String spelling) {
        int from = 0;
        int to = spelling.length();
        while (from < to && !Character.isLetterOrDigit(spelling.codePointAt(from))) {
            from += Character.charCount(spelling.codePointAt(from));
        }
        while (to > from && !isWordEnd(spelling.codePointBefore(to))) {
            to -= Character.charCount(spelling.codePointBefore(to));
        }
        return spelling.substring(from, to);
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
        IntList bounds = new IntList();
        int start = -1;
        int last = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            boolean separator = Separators.is(c) || alsoAt.indexOf(c) >= 0;
            boolean parts = chineseCharacters && start >= 0 && partsHere(last, c);
            if (start >= 0 && (separator || parts)) {
                bounds.add(start);
                bounds.add(i);
                start = -1;
            }
            if (start < 0 && !separator) {
                start = i;
            }
            last = c;
            i += Character.charCount(c);
        }
        if (start >= 0) {
            bounds.add(start);
            bounds.add(text.length());
        }
        return words(text, bounds);
    }

    private static boolean partsHere(int before, int here) {
        return isChinese(here) || (isChinese(before) && Character.isLetterOrDigit(here));
    }

    private static boolean isChinese(int codePoint) {
        return codePoint >= 0x2E80 && Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN;
    }

    private static List<Word> words(String text, IntList bounds) {
        Word[] words = new Word[bounds.size() / 2];
        int runTo = -1;
        for (int i = bounds.size() - 2; i >= 0; i -= 2) {
            int end = bounds.get(i + 1);
            boolean runsOn = i + 2 < bounds.size() && onlyApostrophes(text, end, bounds.get(i + 2));
            runTo = runsOn ? runTo : end;
            words[i / 2] = new Word(text, bounds.get(i), end, runTo);
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
