package org.adcache.lookup.suggest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.adcache.budget.Work;
import org.adcache.index.SearchLayer;
import org.adcache.index.TokenKind;
import org.adcache.index.array.OrdinalSet;
import org.adcache.index.array.WordRange;
import org.adcache.index.words.FuzzyMatches;
import org.adcache.index.words.WordIndex;
import org.jspecify.annotations.Nullable;

/** Query word resolved in one index: the ranges of the indexed words that it matches. */
final class QueryTerm {
    private final WordIndex words;
    private final List<WordRange> ranges;
    private final IntPredicate hasValue;
    private final int size;
    private final Supplier<OrdinalSet> find;
    private @Nullable OrdinalSet set;
    private boolean setCounted;

    private QueryTerm(
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

    /** Resolves words of these kinds by prefix. */
    static QueryTerm prefix(Prefixes prefixes, PrefixSetCache prefixSets, PrefixSetCache.PrefixKey prefix) {
        QueryTerm word = new QueryTerm(
                prefixes.words(),
                prefixes.of(prefix.kinds(), prefix.texts()),
                hasValue(prefixes.words(), prefix.kinds(), prefix.texts()),
                find -> () -> prefixSets.of(prefix, find));
        word.set = prefixSets.known(prefix);
        return word;
    }

    /** Resolves words one edit away. */
    static QueryTerm edited(SearchLayer layer, List<String> variants, Work work) {
        FuzzyMatches edited = layer.edited(variants, work);
        return new QueryTerm(layer.words(), edited.ranges(), edited::isNamed, find -> find);
    }

    private static IntPredicate hasValue(WordIndex words, List<TokenKind> kinds, List<String> variants) {
        List<byte[]> plain = kinds.contains(TokenKind.VALUE) ? plain(variants) : List.of();
        return ordinal -> {
            for (int i = 0; i < plain.size(); i++) {
                if (words.valueBegins(ordinal, plain.get(i))) {
                    return true;
                }
            }
            return false;
        };
    }

    private static List<byte[]> plain(List<String> variants) {
        List<byte[]> plain = new ArrayList<>(1);
        for (String variant : variants) {
            byte[] bytes = variant.getBytes(StandardCharsets.UTF_8);
            if (bytes.length == variant.length()) {
                plain.add(bytes);
            }
        }
        return plain;
    }

    List<WordRange> ranges() {
        return ranges;
    }

    /** The number of postings of the matched words. */
    int size() {
        return size;
    }

    /** The set of accounts with a matched word. */
    OrdinalSet set() {
        OrdinalSet known = set;
        if (known == null) {
            known = find.get();
            set = known;
        }
        return known;
    }

    /** Whether the set has been built. */
    boolean hasSet() {
        return set != null;
    }

    /** Whether its set was counted as work of this question, cached or not. */
    boolean isSetCounted() {
        return setCounted;
    }

    void countSet() {
        setCounted = true;
    }

    boolean hasToken(int token) {
        for (int i = 0; i < ranges.size(); i++) {
            if (ranges.get(i).contains(token)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an account has a matched word. */
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
