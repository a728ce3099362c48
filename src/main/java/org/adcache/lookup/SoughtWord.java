package org.adcache.lookup;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.adcache.index.TokenKind;
import org.adcache.index.WordIndex;
import org.adcache.index.WordRange;

/** A typed word as one index knows it: where the words begin that it begins. */
final class SoughtWord {
    private final List<WordRange> ranges = new ArrayList<>();
    private final List<byte[]> plain = new ArrayList<>();
    private final WordIndex words;
    private final boolean values;

    /** Looks for words of these kinds. */
    SoughtWord(WordIndex words, List<TokenKind> kinds, List<String> spellings) {
        this.words = words;
        this.values = kinds.contains(TokenKind.VALUE);
        for (String spelling : spellings) {
            kinds.forEach(kind -> words.addPrefix(kind, spelling, ranges));
            if (values && spelling.chars().allMatch(c -> c < 0x80)) {
                plain.add(spelling.getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    List<WordRange> ranges() {
        return ranges;
    }

    /** How many postings its words have. */
    int size() {
        int size = 0;
        for (int i = 0; i < ranges.size(); i++) {
            size += ranges.get(i).size();
        }
        return size;
    }

    boolean hasToken(int token) {
        for (int i = 0; i < ranges.size(); i++) {
            if (ranges.get(i).contains(token)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an account has such a word. */
    boolean isIn(int ordinal) {
        int end = words.entriesFrom(ordinal + 1);
        for (int i = words.entriesFrom(ordinal); i < end; i++) {
            if (hasToken(WordIndex.token(words.entry(i)))) {
                return true;
            }
        }
        for (int i = 0; i < plain.size(); i++) {
            if (words.valueBegins(ordinal, plain.get(i))) {
                return true;
            }
        }
        return false;
    }
}
