package org.adcache.lookup.suggest;

import java.util.ArrayList;
import java.util.List;
import org.adcache.budget.Work;
import org.adcache.index.TokenKind;
import org.adcache.index.array.WordRange;
import org.adcache.index.words.WordIndex;

/** Prefix lookups in one index, memoised for one query. */
final class Prefixes {
    /** Work of looking up a prefix. */
    private static final int LOOK_UP = 1000;

    private final WordIndex words;
    private final Work work;
    private final List<Known> known = new ArrayList<>();

    Prefixes(WordIndex words, Work work) {
        this.words = words;
        this.work = work;
    }

    private record Known(TokenKind kind, String text, List<WordRange> ranges) {}

    WordIndex words() {
        return words;
    }

    List<WordRange> of(TokenKind kind, String text) {
        for (int i = 0; i < known.size(); i++) {
            Known one = known.get(i);
            if (one.kind() == kind && one.text().equals(text)) {
                return one.ranges();
            }
        }
        List<WordRange> ranges = new ArrayList<>(2);
        if (work.spend(LOOK_UP)) {
            words.addPrefix(kind, text, ranges);
        }
        known.add(new Known(kind, text, ranges));
        return ranges;
    }

    List<WordRange> of(List<TokenKind> kinds, List<String> texts) {
        List<WordRange> ranges = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            for (int j = 0; j < kinds.size(); j++) {
                ranges.addAll(of(kinds.get(j), texts.get(i)));
            }
        }
        return ranges;
    }
}
