package org.adcache.lookup;

import java.util.ArrayList;
import java.util.List;

/** Brute-force short forms of a name (initials, and first initial plus surname), whose texts are in spoken order. */
final class SlowInitials {
    private SlowInitials() {}

    static List<String> of(List<String> texts) {
        List<List<String>> runs = new ArrayList<>();
        for (String text : texts) {
            runs.addAll(SlowWords.runs(text));
        }
        List<String> words = runs.stream().flatMap(List::stream).toList();
        List<String> forms = new ArrayList<>();
        if (words.size() < 2) {
            return forms;
        }
        List<String> surname = runs.get(runs.size() - 1);
        for (int variant = 0; variant < 4; variant++) {
            StringBuilder letters = new StringBuilder();
            for (String word : words) {
                letters.append(initial(spelt(word, variant)));
            }
            String first = initial(spelt(words.get(0), variant));
            forms.add(letters.toString());
            forms.add(first + spelt(words.get(words.size() - 1), variant));
            if (runs.size() > 1) {
                forms.add(first + spelt(String.join("", surname), variant));
            }
        }
        return forms;
    }

    private static String spelt(String word, int variant) {
        String spelt = SlowWords.variants(word).get(variant);
        String stripped = SlowWords.stripped(spelt);
        return stripped.isEmpty() ? spelt : stripped;
    }

    private static String initial(String word) {
        return word.isEmpty() ? "" : word.substring(0, word.offsetByCodePoints(0, 1));
    }
}
