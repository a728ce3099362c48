package org.adcache.lookup;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.adcache.index.EditedWords;
import org.adcache.index.Part;
import org.adcache.index.TokenKind;
import org.adcache.index.WordIndex;
import org.adcache.index.WordRange;

/** A typed word as one index knows it: where the words are that it finds. */
final class SoughtWord {
    private final WordIndex words;
    private final List<WordRange> ranges;
    private final IntPredicate hasValue;

    private SoughtWord(WordIndex words, List<WordRange> ranges, IntPredicate hasValue) {
        this.words = words;
        this.ranges = ranges;
        this.hasValue = hasValue;
    }

    /** Looks for words of these kinds that it begins. */
    SoughtWord(WordIndex words, List<TokenKind> kinds, List<String> spellings) {
        this(words, new ArrayList<>(), hasValue(words, kinds, spellings));
        for (String spelling : spellings) {
            kinds.forEach(kind -> words.addPrefix(kind, spelling, ranges));
        }
    }

    /** Looks for words one edit away. */
    static SoughtWord edited(Part part, List<String> spellings) {
        EditedWords edited = part.edited(spellings);
        return new SoughtWord(part.words(), edited.ranges(), edited::isNamed);
    }

    private static IntPredicate hasValue(WordIndex words, List<TokenKind> kinds, List<String> spellings) {
        List<byte[]> plain = new ArrayList<>();
        for (String spelling : spellings) {
            if (kinds.contains(TokenKind.VALUE) && spelling.chars().allMatch(c -> c < 0x80)) {
                plain.add(spelling.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return ordinal -> {
            for (int i = 0; i < plain.size(); i++) {
                if (words.valueBegins(ordinal, plain.get(i))) {
                    return true;
                }
            }
            return false;
        };
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
        return hasValue.test(ordinal);
    }
}
