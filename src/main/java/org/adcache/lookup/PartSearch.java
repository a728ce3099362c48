package org.adcache.lookup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.adcache.index.Part;
import org.adcache.index.TokenKind;
import org.adcache.index.WordIndex;
import org.adcache.index.WordIndex.Range;

/**
 * Finds suggestions in one part of a snapshot, by its own ordinals. Within a tier it goes through the accounts of the rarest
 * word typed and keeps the lowest ordinals, which are the best; whether such an account has the other words too is looked up
 * only when it would be kept.
 */
final class PartSearch {
    private static final List<TokenKind> SEARCHED =
            List.of(TokenKind.NAME, TokenKind.VALUE, TokenKind.UPN, TokenKind.PART);

    private final Part part;
    private final WordIndex words;
    private final IntPredicate allowed;
    private final TypedText typed;
    private final Set<Integer> found = new HashSet<>();

    PartSearch(Part part, IntPredicate allowed, TypedText typed) {
        this.part = part;
        this.words = part.words();
        this.allowed = allowed;
        this.typed = typed;
    }

    /** The ordinals in the snapshot of the best few of one tier that no tier before had, ascending. */
    int[] best(Tier tier, int wanted) {
        TopOrdinals top = new TopOrdinals(wanted);
        switch (tier) {
            case WHOLE -> {
                collect(exact(TokenKind.VALUE), top, any -> true);
                collect(exact(TokenKind.UPN), top, any -> true);
            }
            case BEGINNING -> collect(prefixes(List.of(TokenKind.VALUE), typed.whole()), top, any -> true);
            case NAME -> typed.readings().forEach(reading -> collectNames(reading, top));
            case INITIALS -> typed.readings().forEach(reading -> collectInitials(reading, top));
            case ANY_WORD -> typed.readings().forEach(reading -> collectWords(reading, top));
        }
        int[] ordinals = top.ascending();
        for (int i = 0; i < ordinals.length; i++) {
            found.add(ordinals[i]);
            ordinals[i] = part.ordinal(ordinals[i]);
        }
        return ordinals;
    }

    private void collectNames(List<TypedText.Typed> reading, TopOrdinals top) {
        List<List<Range>> ranges = ranges(reading, List.of(TokenKind.NAME));
        IntPredicate fits = reading.size() == 1 ? any -> true : ordinal -> nameHasAll(ranges, ordinal);
        collect(rarest(ranges), top, fits);
    }

    private void collectInitials(List<TypedText.Typed> reading, TopOrdinals top) {
        if (reading.size() == 1) {
            List<String> letters = reading.get(0).spellings().stream()
                    .filter(spelling -> spelling.codePointCount(0, spelling.length()) > 1)
                    .toList();
            collect(prefixes(List.of(TokenKind.INITIALS), letters), top, any -> true);
        }
    }

    private void collectWords(List<TypedText.Typed> reading, TopOrdinals top) {
        List<List<Range>> ranges = ranges(reading, SEARCHED);
        IntPredicate fits = reading.size() == 1 ? any -> true : ordinal -> hasAll(ranges, ordinal);
        collect(rarest(ranges), top, fits);
    }

    private void collect(List<Range> ranges, TopOrdinals top, IntPredicate fits) {
        for (Range range : ranges) {
            int end = words.postingsFrom(range.to());
            for (int i = words.postingsFrom(range.from()); i < end; i++) {
                int ordinal = words.posting(i);
                if (top.wants(ordinal)
                        && part.current(ordinal)
                        && allowed.test(ordinal)
                        && !found.contains(ordinal)
                        && fits.test(ordinal)) {
                    top.add(ordinal);
                }
            }
        }
    }

    /** Whether one name has a word of its own for each typed word. */
    private boolean nameHasAll(List<List<Range>> typedWords, int ordinal) {
        long[] fitting = new long[typedWords.size()];
        int word = -1;
        int end = words.entriesFrom(ordinal + 1);
        for (int i = words.entriesFrom(ordinal); i < end; i++) {
            int entry = words.entry(i);
            if (WordIndex.beginsName(entry)) {
                if (word >= 0 && DistinctWords.possible(fitting)) {
                    return true;
                }
                fitting = new long[typedWords.size()];
                word = -1;
            }
            word += WordIndex.beginsWord(entry) ? 1 : 0;
            for (int typedWord = 0; typedWord < fitting.length && word < DistinctWords.LIMIT; typedWord++) {
                if (contains(typedWords.get(typedWord), WordIndex.token(entry))) {
                    fitting[typedWord] |= 1L << word;
                }
            }
        }
        return word >= 0 && DistinctWords.possible(fitting);
    }

    private boolean hasAll(List<List<Range>> typedWords, int ordinal) {
        return typedWords.stream().allMatch(ranges -> hasAny(ranges, ordinal));
    }

    private boolean hasAny(List<Range> ranges, int ordinal) {
        int end = words.entriesFrom(ordinal + 1);
        for (int i = words.entriesFrom(ordinal); i < end; i++) {
            if (contains(ranges, WordIndex.token(words.entry(i)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(List<Range> ranges, int token) {
        for (int i = 0; i < ranges.size(); i++) {
            if (ranges.get(i).contains(token)) {
                return true;
            }
        }
        return false;
    }

    private List<Range> exact(TokenKind kind) {
        return typed.whole().stream().map(text -> words.exact(kind, text)).toList();
    }

    private List<List<Range>> ranges(List<TypedText.Typed> reading, List<TokenKind> kinds) {
        return reading.stream().map(word -> prefixes(kinds, word.spellings())).toList();
    }

    private List<Range> prefixes(List<TokenKind> kinds, List<String> texts) {
        List<Range> ranges = new ArrayList<>();
        for (TokenKind kind : kinds) {
            for (String text : texts) {
                Range range = words.prefix(kind, text);
                if (!range.isEmpty()) {
                    ranges.add(range);
                }
            }
        }
        return ranges;
    }

    private List<Range> rarest(List<List<Range>> typedWords) {
        return typedWords.stream().min(Comparator.comparingLong(this::postings)).orElse(List.of());
    }

    private long postings(List<Range> ranges) {
        long count = 0;
        for (Range range : ranges) {
            count += words.postingsFrom(range.to()) - words.postingsFrom(range.from());
        }
        return count;
    }
}
