package org.adcache.lookup.suggest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.adcache.analysis.EditDistance;
import org.adcache.analysis.Folding;
import org.adcache.analysis.Word;
import org.adcache.budget.QuestionBound;
import org.adcache.budget.QuestionBudgets;
import org.adcache.index.SearchedText;

/**
 * Query text parsed for search. Words divided by an apostrophe have two interpretations: {@code o'br} is the words o
 * and br, or the word obr. An interpretation is a list of words, and a word a list of its variants.
 *
 * @param whole the variants of the whole text; none if it is blank
 */
public record ParsedQuery(List<String> whole, List<List<Typed>> interpretations) {
    private static final int SHORTEST_INFIX = 3;
    /** Prefix of an address in proxyAddresses, in any case; ANR matches it too. */
    private static final String ADDRESS_TYPE = "smtp:";

    /** A query word by its variants. */
    record Typed(List<String> variants) {
        /** The variants long enough for infix matching. */
        List<String> infixes() {
            return variants.stream()
                    .filter(variant -> variant.codePointCount(0, variant.length()) >= SHORTEST_INFIX)
                    .toList();
        }

        /** The code points of the longest variant. */
        int length() {
            int longest = 0;
            for (int i = 0; i < variants.size(); i++) {
                String variant = variants.get(i);
                longest = Math.max(longest, variant.codePointCount(0, variant.length()));
            }
            return longest;
        }

        /** Whether a token is one edit away from one of the variants. */
        boolean isOneEditFrom(String token) {
            return variants.stream().anyMatch(variant -> EditDistance.between(variant, token));
        }

        /** Whether a token starts with one of the variants. */
        boolean begins(String token) {
            for (int i = 0; i < variants.size(); i++) {
                if (token.startsWith(variants.get(i))) {
                    return true;
                }
            }
            return false;
        }

        /** Whether both have the same initial in all variants. */
        boolean beginsAlike(Typed other) {
            int letter = variants.get(0).codePointAt(0);
            return hasOnlyFirst(letter) && other.hasOnlyFirst(letter);
        }

        private boolean hasOnlyFirst(int letter) {
            for (int i = 0; i < variants.size(); i++) {
                if (variants.get(i).codePointAt(0) != letter) {
                    return false;
                }
            }
            return true;
        }

        boolean beginsAny(List<String> tokens) {
            for (int i = 0; i < tokens.size(); i++) {
                if (begins(tokens.get(i))) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * Parses a text that is within the bounds. What would fold to more letters than allowed isn't folded.
     *
     * @throws org.adcache.budget.QuestionRefusedException if it isn't
     */
    static ParsedQuery of(String text, QuestionBudgets budgets) {
        checkLength(Folding.isAscii(text) ? text.length() : Folding.letters(text), budgets);
        ParsedQuery typed = of(text);
        for (List<Typed> interpretation : typed.interpretations) {
            checkLength(interpretation.stream().mapToLong(Typed::length).sum(), budgets);
            budgets.check(
                    QuestionBound.SUGGEST_WORDS,
                    interpretation.size(),
                    limit -> "q has more than " + limit + " words.",
                    "Ask with fewer words; adcache.questions.suggest-words is the most.");
        }
        return typed;
    }

    private static void checkLength(long letters, QuestionBudgets budgets) {
        budgets.check(
                QuestionBound.SUGGEST_LENGTH,
                letters,
                limit -> "q has more than " + limit
                        + " characters after folding, where a ligature counts as the letters it stands for.",
                "Ask with fewer letters; adcache.questions.suggest-length is the most.");
    }

    public static ParsedQuery of(String text) {
        String stripped = text.strip();
        ParsedQuery typed = isPlain(stripped) ? ofPlain(stripped.toLowerCase(Locale.ROOT)) : ofAny(stripped);
        boolean hasType = stripped.regionMatches(true, 0, ADDRESS_TYPE, 0, ADDRESS_TYPE.length());
        return hasType ? typed.orAddress(stripped.substring(ADDRESS_TYPE.length())) : typed;
    }

    private ParsedQuery orAddress(String address) {
        List<String> either = new ArrayList<>(whole);
        either.addAll(SearchedText.typed(address).tokens());
        return new ParsedQuery(List.copyOf(either), interpretations);
    }

    /** Whether it is ASCII, its words start and end with letters or digits, and it has no apostrophes. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean edge = i == 0
                    || i + 1 == text.length()
                    || isSeparator(text.charAt(i - 1))
                    || isSeparator(text.charAt(i + 1));
            if (c < ' ' || c > '~' || c == '\'' || c == '`' || (edge && !isSeparator(c) && !isLetterOrDigit(c))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Whether this is one of the ASCII separators allowed in a plain text. */
    private static boolean isSeparator(char c) {
        return c == ' ' || c == '-' || c == '.' || c == ',' || c == '(' || c == ')';
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static ParsedQuery ofPlain(String lower) {
        List<Typed> words = new ArrayList<>();
        for (int i = 0; i < lower.length(); ) {
            int end = i;
            while (end < lower.length() && !isSeparator(lower.charAt(end))) {
                end++;
            }
            if (end > i) {
                words.add(new Typed(List.of(lower.substring(i, end))));
            }
            i = end + 1;
        }
        return new ParsedQuery(List.of(lower), words.isEmpty() ? List.of() : List.of(List.copyOf(words)));
    }

    private static ParsedQuery ofAny(String stripped) {
        List<Word> words = Word.ofQuestion(stripped);
        List<Typed> divided = typed(words.stream().map(Word::ownTokens).toList());
        List<Typed> joined = words.stream().anyMatch(Word::runsOn) ? typed(joined(words)) : divided;
        List<List<Typed>> interpretations = new ArrayList<>();
        if (!divided.isEmpty()) {
            interpretations.add(divided);
        }
        if (!joined.isEmpty() && !joined.equals(divided)) {
            interpretations.add(joined);
        }
        return new ParsedQuery(SearchedText.typed(stripped).tokens(), interpretations);
    }

    private static List<Typed> typed(List<List<String>> words) {
        return words.stream()
                .filter(variants -> !variants.isEmpty())
                .map(Typed::new)
                .toList();
    }

    private static List<List<String>> joined(List<Word> words) {
        List<List<String>> joined = new ArrayList<>();
        int covered = 0;
        for (Word word : words) {
            if (word.start() >= covered) {
                joined.add(word.runOnTokens());
                covered = word.runTo();
            }
        }
        return joined;
    }
}
