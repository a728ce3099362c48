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
    private final int size;

    private SoughtWord(WordIndex words, List<WordRange> ranges, IntPredicate hasValue) {
        this.words = words;
        this.ranges = ranges;
        this.hasValue = hasValue;
        int postings = 0;
        for (int i = 0; i < ranges.size(); i++) {
            postings += ranges.get(i).size();
        }
        this.size = postings;
    }

    /** Looks for words of these kinds that it begins. */
    SoughtWord(Prefixes prefixes, List<TokenKind> kinds, List<String> spellings) {
        this(prefixes.words(), prefixes.of(kinds, spellings), hasValue(prefixes.words(), kinds, spellings));
    }

    /** Looks for words one edit away. */
    static SoughtWord edited(Part part, List<String> spellings) {
        EditedWords edited = part.edited(spellings);
        return new SoughtWord(part.words(), edited.ranges(), edited::isNamed);
    }

    private static IntPredicate hasValue(WordIndex words, List<TokenKind> kinds, List<String> spellings) {
        List<byte[]> plain = kinds.contains(TokenKind.VALUE) ? plain(spellings) : List.of();
        return ordinal -> {
            for (int i = 0; i < plain.size(); i++) {
                if (words.valueBegins(ordinal, plain.get(i))) {
                    return true;
                }
            }
            return false;
        };
    }

    private static List<byte[]> plain(List<String> spellings) {
        List<byte[]> plain = new ArrayList<>(1);
        for (String spelling : spellings) {
            byte[] bytes = spelling.getBytes(StandardCharsets.UTF_8);
            if (bytes.length == spelling.length()) {
                plain.add(bytes);
            }
        }
        return plain;
    }

    List<WordRange> ranges() {
        return ranges;
    }

    /** How many postings its words have. */
    int size() {
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
