package org.adcache.index;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.adcache.analysis.Word;

/**
 * Short form of a name: its initials ({@code jms} for John Michael Smith), or the first initial and the surname
 * ({@code jsmith}). The last word is the surname; in {@code Smith, John} the part before the comma is moved to the
 * end.
 *
 * @param letters the words that contribute one letter each
 * @param surname the word that is spelt out behind them, with its run-on words; empty for plain initials
 */
public record Initials(String token, List<PlacedWord> letters, List<PlacedWord> surname) {
    /** All short forms of a name, in each variant; none for a name of one word. */
    public static List<Initials> of(List<SearchedText> name) {
        List<PlacedWord> words = inSpokenOrder(name);
        Map<String, Initials> forms = new LinkedHashMap<>();
        if (words.size() > 1) {
            List<String[]> variants =
                    words.stream().map(word -> stripped(word.word().variants())).toList();
            for (int variant = 0; variant < 4; variant++) {
                addForms(words, variants, variant, forms);
            }
        }
        return List.copyOf(forms.values());
    }

    private static void addForms(
            List<PlacedWord> words, List<String[]> variants, int variant, Map<String, Initials> forms) {
        StringBuilder letters = new StringBuilder();
        for (String[] word : variants) {
            letters.append(initial(word[variant]));
        }
        add(letters.toString(), words, List.of(), forms);
        int last = words.size() - 1;
        String first = initial(variants.get(0)[variant]);
        List<PlacedWord> given = words.subList(0, 1);
        add(first + variants.get(last)[variant], given, words.subList(last, last + 1), forms);
        int surname = surname(words);
        if (surname > 0 && surname < last) {
            String[] runOn = stripped(words.get(surname).word().runOn());
            add(first + runOn[variant], given, words.subList(surname, surname + 1), forms);
        }
    }

    private static void add(
            String token, List<PlacedWord> letters, List<PlacedWord> surname, Map<String, Initials> forms) {
        if (token.codePointCount(0, token.length()) > 1) {
            forms.putIfAbsent(token, new Initials(token, List.copyOf(letters), List.copyOf(surname)));
        }
    }

    /** The first word of the run-on that ends with the last word. */
    private static int surname(List<PlacedWord> words) {
        PlacedWord last = words.get(words.size() - 1);
        int at = words.size() - 1;
        while (at > 0
                && words.get(at - 1).source().equals(last.source())
                && words.get(at - 1).word().runTo() == last.word().end()) {
            at--;
        }
        return at;
    }

    private static List<PlacedWord> inSpokenOrder(List<SearchedText> name) {
        List<PlacedWord> words = SearchedText.words(name);
        int comma = name.size() == 1 ? name.get(0).text().indexOf(',') : -1;
        if (comma < 0) {
            return words;
        }
        List<PlacedWord> spoken = new ArrayList<>();
        words.stream().filter(word -> word.word().start() > comma).forEach(spoken::add);
        words.stream().filter(word -> word.word().start() < comma).forEach(spoken::add);
        return spoken;
    }

    private static String[] stripped(String[] variants) {
        String[] stripped = new String[variants.length];
        for (int i = 0; i < variants.length; i++) {
            String word = Word.strippedOfPunctuation(variants[i]);
            stripped[i] = word.isEmpty() ? variants[i] : word;
        }
        return stripped;
    }

    private static String initial(String word) {
        return word.isEmpty() ? "" : word.substring(0, Character.charCount(word.codePointAt(0)));
    }
}
