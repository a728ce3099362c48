package org.adcache.lookup;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.adcache.index.Ascending;
import org.adcache.index.InsideWords;
import org.adcache.index.Part;
import org.adcache.index.TokenKind;
import org.adcache.index.WordIndex;
import org.adcache.index.WordRange;

/**
 * Finds suggestions in one part of a snapshot, by its own ordinals. Within a tier it goes through the accounts of the rarest
 * word typed, the best first, which are those with the lowest ordinals, and looks up whether such an account has the other
 * words too. Mostly enough are found soon. If not, it goes through all of them in the order they stand in, and keeps the lowest.
 */
final class PartSearch {
    private static final List<TokenKind> SEARCHED =
            List.of(TokenKind.NAME, TokenKind.VALUE, TokenKind.UPN, TokenKind.PART);
    private static final List<TokenKind> NAMES = List.of(TokenKind.NAME);
    /** So many postings are as fast to look at as to put in order. */
    private static final int FEW = 100;
    /** So many postings are looked at in order. */
    private static final int TRIES = 400;
    /** Noting that an account has a word costs so much less than looking it up. */
    private static final int NOTING = 16;

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
            case WHOLE -> collect(whole(), top, any -> true);
            case BEGINNING ->
                collect(new SoughtWord(words, List.of(TokenKind.VALUE), typed.whole()).ranges(), top, any -> true);
            case NAME -> typed.readings().forEach(reading -> collectNames(reading, top));
            case INITIALS -> typed.readings().forEach(reading -> collectInitials(reading, top));
            case ANY_WORD -> typed.readings().forEach(reading -> collectWords(reading, top));
            case INSIDE -> typed.readings().forEach(reading -> collectInside(reading, top));
            case ONE_EDIT -> typed.readings().forEach(reading -> collectEdited(reading, top));
        }
        int[] ordinals = top.ascending();
        for (int i = 0; i < ordinals.length; i++) {
            found.add(ordinals[i]);
            ordinals[i] = part.ordinal(ordinals[i]);
        }
        return ordinals;
    }

    private List<WordRange> whole() {
        List<WordRange> ranges = new ArrayList<>();
        for (String text : typed.whole()) {
            words.addExact(TokenKind.VALUE, text, ranges);
            words.addExact(TokenKind.UPN, text, ranges);
        }
        return ranges;
    }

    private void collectNames(List<TypedText.Typed> reading, TopOrdinals top) {
        List<SoughtWord> sought = sought(reading, NAMES);
        collectHavingAll(sought, top, reading.size() == 1 ? any -> true : ordinal -> nameHasAll(sought, ordinal));
    }

    private void collectInitials(List<TypedText.Typed> reading, TopOrdinals top) {
        if (reading.size() == 1) {
            List<String> letters = reading.get(0).spellings().stream()
                    .filter(spelling -> spelling.codePointCount(0, spelling.length()) > 1)
                    .toList();
            collect(new SoughtWord(words, List.of(TokenKind.INITIALS), letters).ranges(), top, any -> true);
        }
    }

    private void collectWords(List<TypedText.Typed> reading, TopOrdinals top) {
        List<SoughtWord> sought = sought(reading, SEARCHED);
        collectHavingAll(sought, top, reading.size() == 1 ? any -> true : ordinal -> hasAll(sought, ordinal));
    }

    private void collectInside(List<TypedText.Typed> reading, TopOrdinals top) {
        if (reading.size() != 1) {
            return;
        }
        for (String spelling : reading.get(0).insides()) {
            InsideWords inside = words.inside(spelling);
            int ordinal = inside.next();
            while (ordinal != Ascending.END && !top.isFullBelow(ordinal)) {
                offer(ordinal, top, inside::isIn);
                ordinal = inside.next();
            }
        }
    }

    private void collectEdited(List<TypedText.Typed> reading, TopOrdinals top) {
        List<SoughtWord> whole = reading.stream()
                .map(word -> new SoughtWord(words, SEARCHED, word.spellings()))
                .toList();
        long unknown = whole.stream().filter(word -> word.size() == 0).count();
        for (int i = 0; i < whole.size(); i++) {
            if (unknown == 0 || (unknown == 1 && whole.get(i).size() == 0)) {
                List<SoughtWord> sought = new ArrayList<>(whole);
                sought.set(i, SoughtWord.edited(part, reading.get(i).spellings()));
                sought.sort(Comparator.comparingInt(SoughtWord::size));
                collectHavingAll(sought, top, sought.size() == 1 ? any -> true : ordinal -> hasAll(sought, ordinal));
            }
        }
    }

    private List<SoughtWord> sought(List<TypedText.Typed> reading, List<TokenKind> kinds) {
        return reading.stream()
                .map(word -> new SoughtWord(words, kinds, word.spellings()))
                .sorted(Comparator.comparingInt(SoughtWord::size))
                .toList();
    }

    /** Collects accounts that have all words sought, of which the first is the rarest. */
    private void collectHavingAll(List<SoughtWord> sought, TopOrdinals top, IntPredicate fits) {
        List<WordRange> rarest = sought.get(0).ranges();
        if (collectFirst(rarest, top, fits)) {
            return;
        }
        boolean noting = sought.size() > 1
                && sought.get(1).size() / NOTING < sought.get(0).size();
        if (noting) {
            BitSet noted = noted(sought.get(1));
            collectAll(rarest, top, ordinal -> noted.get(ordinal) && fits.test(ordinal));
        } else {
            collectAll(rarest, top, fits);
        }
    }

    private void collect(List<WordRange> ranges, TopOrdinals top, IntPredicate fits) {
        if (!collectFirst(ranges, top, fits)) {
            collectAll(ranges, top, fits);
        }
    }

    /** Goes through the best; whether those are all that can be wanted. */
    private boolean collectFirst(List<WordRange> ranges, TopOrdinals top, IntPredicate fits) {
        int size = 0;
        for (WordRange range : ranges) {
            size += range.size();
        }
        if (size <= FEW) {
            return false;
        }
        Ascending ascending = new Ascending(ranges);
        for (int tries = 0; tries < TRIES; tries++) {
            int ordinal = ascending.next();
            if (ordinal == Ascending.END || top.isFullBelow(ordinal)) {
                return true;
            }
            offer(ordinal, top, fits);
        }
        return false;
    }

    private void collectAll(List<WordRange> ranges, TopOrdinals top, IntPredicate fits) {
        for (WordRange range : ranges) {
            for (int i = range.from(); i < range.to(); i++) {
                offer(range.postings().get(i), top, fits);
            }
        }
    }

    private void offer(int ordinal, TopOrdinals top, IntPredicate fits) {
        if (top.wants(ordinal)
                && part.current(ordinal)
                && allowed.test(ordinal)
                && !found.contains(ordinal)
                && fits.test(ordinal)) {
            top.add(ordinal);
        }
    }

    private BitSet noted(SoughtWord word) {
        BitSet noted = new BitSet(words.accounts());
        for (WordRange range : word.ranges()) {
            for (int i = range.from(); i < range.to(); i++) {
                noted.set(range.postings().get(i));
            }
        }
        return noted;
    }

    /** Whether one name has a word of its own for each word sought. */
    private boolean nameHasAll(List<SoughtWord> sought, int ordinal) {
        long[] fitting = new long[sought.size()];
        int word = -1;
        int end = words.entriesFrom(ordinal + 1);
        for (int i = words.entriesFrom(ordinal); i < end; i++) {
            int entry = words.entry(i);
            if (WordIndex.beginsName(entry)) {
                if (word >= 0 && DistinctWords.possible(fitting)) {
                    return true;
                }
                fitting = new long[sought.size()];
                word = -1;
            }
            word += WordIndex.beginsWord(entry) ? 1 : 0;
            for (int which = 0; which < fitting.length && word < DistinctWords.LIMIT; which++) {
                if (sought.get(which).hasToken(WordIndex.token(entry))) {
                    fitting[which] |= 1L << word;
                }
            }
        }
        return word >= 0 && DistinctWords.possible(fitting);
    }

    private static boolean hasAll(List<SoughtWord> sought, int ordinal) {
        for (SoughtWord word : sought) {
            if (!word.isIn(ordinal)) {
                return false;
            }
        }
        return true;
    }
}
