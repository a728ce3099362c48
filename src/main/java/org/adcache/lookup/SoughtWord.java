package org.adcache.lookup;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.adcache.index.EditedWords;
import org.adcache.index.OrdinalSet;
import org.adcache.index.Part;
import org.adcache.index.TokenKind;
import org.adcache.index.WordIndex;
import org.adcache.index.WordRange;
import org.jspecify.annotations.Nullable;

/** A typed word as one index knows it: where the words are that it finds. */
final class SoughtWord {
    private final WordIndex words;
    private final List<WordRange> ranges;
    private final IntPredicate hasValue;
    private final int size;
    private final Supplier<OrdinalSet> find;
    private @Nullable OrdinalSet set;

    private SoughtWord(
            WordIndex words, List<WordRange> ranges, IntPredicate hasValue, UnaryOperator<Supplier<OrdinalSet>> kept) {
        this.words = words;
        this.ranges = ranges;
        this.hasValue = hasValue;
        int postings = 0;
        for (int i = 0; i < ranges.size(); i++) {
            postings += ranges.get(i).size();
        }
        this.size = postings;
        this.find = kept.apply(() -> OrdinalSet.of(ranges, words.accounts()));
    }

    /** Looks for words of these kinds that it begins. */
    static SoughtWord beginning(Prefixes prefixes, HotWords hot, List<TokenKind> kinds, List<String> spellings) {
        HotWords.Beginning beginning = new HotWords.Beginning(kinds, spellings);
        SoughtWord word = new SoughtWord(
                prefixes.words(),
                prefixes.of(kinds, spellings),
                hasValue(prefixes.words(), kinds, spellings),
                find -> () -> hot.of(beginning, find));
        word.set = hot.known(beginning);
        return word;
    }

    /** Looks for words one edit away. */
    static SoughtWord edited(Part part, List<String> spellings) {
        EditedWords edited = part.edited(spellings);
        return new SoughtWord(part.words(), edited.ranges(), edited::isNamed, find -> find);
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

    /** Everybody who has such a word. */
    OrdinalSet set() {
        OrdinalSet known = set;
        if (known == null) {
            known = find.get();
            set = known;
        }
        return known;
    }

    /** Whether the set needn't be put together any more. */
    boolean hasSet() {
        return set != null;
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
