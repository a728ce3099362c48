package org.adcache.lookup.suggest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.adcache.budget.Work;
import org.adcache.index.SearchLayer;
import org.adcache.index.TokenKind;
import org.adcache.index.array.OrdinalSet;
import org.adcache.index.array.PostingsMerger;
import org.adcache.index.array.WordRange;
import org.adcache.index.words.InfixMatches;
import org.adcache.index.words.WordIndex;

/**
 * Search of one layer of a snapshot, by its own ordinals. One word: its postings are read in ascending order, which is
 * best first, if enough matches are likely to be found soon; else in index order, which costs less per posting.
 * Several words: either the postings of the rarest are read and each account is tested for the others, or the sets of
 * all words are intersected, whichever costs less.
 */
final class LayerSearch {
    private static final List<TokenKind> SEARCHED =
            List.of(TokenKind.NAME, TokenKind.VALUE, TokenKind.UPN, TokenKind.PART);
    private static final List<TokenKind> NAMES = List.of(TokenKind.NAME);
    private static final List<TokenKind> VALUES = List.of(TokenKind.VALUE);
    private static final List<TokenKind> INITIALS = List.of(TokenKind.INITIALS);
    /** Cost of the next posting in ascending order, in postings read in index order. */
    private static final int IN_ORDER = 8;
    /** Cost of testing an account for a word, in accounts added to a set. */
    private static final int LOOK_UP = 64;
    /** Work of the next posting in ascending order. An account added to a set is the unit. */
    private static final int ASCENDING = 64;
    /** Postings read in ascending order in a row without an account that is offered. */
    private static final int MOST_IN_VAIN = 128;
    /** Work of a posting in index order, and of finding out whether its account is offered. */
    private static final int POSTING = 4;
    /** Work of finding out whether an account that matches is offered. */
    private static final int OFFER = 6;
    /** Words of an account, most often fewer. */
    private static final int WORDS_OF_ACCOUNT = 8;
    /** Postings between two checks of the work. */
    private static final int STEP = 1 << 10;

    private final SearchLayer layer;
    private final WordIndex words;
    private final Prefixes prefixes;
    private final IntPredicate allowed;
    private final ParsedQuery typed;
    private final PrefixSetCache prefixSets;
    private final Work work;
    private final Map<PrefixSetCache.PrefixKey, QueryTerm> terms = new HashMap<>();
    private int[] found = {};

    LayerSearch(SearchLayer layer, IntPredicate allowed, ParsedQuery typed, PrefixSetCache prefixSets, Work work) {
        this.layer = layer;
        this.work = work;
        this.prefixSets = prefixSets;
        this.words = layer.words();
        this.prefixes = new Prefixes(words, work);
        this.allowed = allowed;
        this.typed = typed;
    }

    /** The ordinals in the snapshot of the best few of a tier, without those of earlier tiers, ascending. */
    int[] best(Tier tier, int wanted) {
        LowestOrdinals top = new LowestOrdinals(wanted);
        switch (tier) {
            case EXACT -> collect(whole(), top);
            case PREFIX -> collect(prefixes.of(VALUES, typed.whole()), top);
            case NAME -> typed.interpretations().forEach(interpretation -> collectNames(interpretation, top));
            case INITIALS -> typed.interpretations().forEach(interpretation -> collectInitials(interpretation, top));
            case ANY_WORD -> typed.interpretations().forEach(interpretation -> collectWords(interpretation, top));
            case INFIX -> typed.interpretations().forEach(interpretation -> collectInfixes(interpretation, top));
            case FUZZY -> typed.interpretations().forEach(interpretation -> collectFuzzy(interpretation, top));
        }
        int[] ordinals = top.ascending();
        int before = found.length;
        found = Arrays.copyOf(found, before + ordinals.length);
        for (int i = 0; i < ordinals.length; i++) {
            found[before + i] = ordinals[i];
            ordinals[i] = layer.ordinal(ordinals[i]);
        }
        return ordinals;
    }

    private List<WordRange> whole() {
        List<WordRange> ranges = new ArrayList<>();
        for (String text : typed.whole()) {
            words.addValue(text, prefixes.of(TokenKind.VALUE, text), ranges);
            layer.addUserPrincipalName(text, ranges);
        }
        return ranges;
    }

    private void collectNames(List<ParsedQuery.Typed> interpretation, LowestOrdinals top) {
        if (interpretation.size() == 1) {
            collect(prefixes.of(NAMES, interpretation.get(0).variants()), top);
            return;
        }
        List<QueryTerm> sought = sought(interpretation, NAMES);
        IntPredicate fits = ordinal -> nameHasAll(sought, ordinal);
        collectThose(sought, top, fits, fits, beginAlike(interpretation));
    }

    private void collectInitials(List<ParsedQuery.Typed> interpretation, LowestOrdinals top) {
        if (interpretation.size() == 1) {
            List<String> letters = new ArrayList<>();
            for (String variant : interpretation.get(0).variants()) {
                if (variant.codePointCount(0, variant.length()) > 1) {
                    letters.add(variant);
                }
            }
            collect(prefixes.of(INITIALS, letters), top);
        }
    }

    private void collectWords(List<ParsedQuery.Typed> interpretation, LowestOrdinals top) {
        if (interpretation.size() == 1) {
            collect(prefixes.of(SEARCHED, interpretation.get(0).variants()), top);
            return;
        }
        List<QueryTerm> sought = sought(interpretation, SEARCHED);
        collectThose(sought, top, ordinal -> hasAll(sought, ordinal), any -> true, false);
    }

    private void collectInfixes(List<ParsedQuery.Typed> interpretation, LowestOrdinals top) {
        if (interpretation.size() != 1) {
            return;
        }
        for (String variant : interpretation.get(0).infixes()) {
            InfixMatches inside = words.inside(variant, work);
            int ordinal = inside.next();
            while (ordinal != PostingsMerger.END && !top.isFullBelow(ordinal)) {
                if (top.wants(ordinal) && isOffered(ordinal) && inside.isIn(ordinal)) {
                    top.add(ordinal);
                }
                ordinal = inside.next();
            }
        }
    }

    private void collectFuzzy(List<ParsedQuery.Typed> interpretation, LowestOrdinals top) {
        List<QueryTerm> whole =
                interpretation.stream().map(word -> term(SEARCHED, word)).toList();
        long unknown = whole.stream().filter(word -> word.size() == 0).count();
        for (int i = 0; i < whole.size() && !work.isCut(); i++) {
            if (unknown == 0 || (unknown == 1 && whole.get(i).size() == 0)) {
                List<QueryTerm> sought = new ArrayList<>(whole);
                sought.set(i, QueryTerm.edited(layer, interpretation.get(i).variants(), work));
                sought.sort(Comparator.comparingInt(QueryTerm::size));
                if (sought.size() == 1) {
                    collect(sought.get(0).ranges(), top);
                } else {
                    collectThose(sought, top, ordinal -> hasAll(sought, ordinal), any -> true, false);
                }
            }
        }
    }

    /** Query terms, the rarest first. */
    private List<QueryTerm> sought(List<ParsedQuery.Typed> interpretation, List<TokenKind> kinds) {
        List<QueryTerm> sought = new ArrayList<>(interpretation.size());
        for (ParsedQuery.Typed word : interpretation) {
            sought.add(term(kinds, word));
        }
        sought.sort(Comparator.comparingInt(QueryTerm::size));
        return sought;
    }

    private QueryTerm term(List<TokenKind> kinds, ParsedQuery.Typed word) {
        return terms.computeIfAbsent(
                new PrefixSetCache.PrefixKey(kinds, word.variants()),
                key -> QueryTerm.prefix(prefixes, prefixSets, key));
    }

    private void collect(List<WordRange> ranges, LowestOrdinals top) {
        int size = 0;
        for (int i = 0; i < ranges.size(); i++) {
            size += ranges.get(i).size();
        }
        if (size / IN_ORDER <= top.capacity() || !collectFirst(ranges, size / IN_ORDER, top, any -> true)) {
            collectAll(ranges, top, any -> true, POSTING);
        }
    }

    /**
     * Collects accounts that have all terms, of which the first is the rarest. The work counted is that of an empty
     * cache, so that what is cached doesn't change where a search is cut.
     *
     * @param fits whether an account matches
     * @param fitsInSets whether an account that has all the terms matches
     * @param alike whether an account only matches if two words of its name have the same initial
     */
    private void collectThose(
            List<QueryTerm> sought, LowestOrdinals top, IntPredicate fits, IntPredicate fitsInSets, boolean alike) {
        QueryTerm rarest = sought.get(0);
        long tests = (long) rarest.size() * Math.max(LOOK_UP, workOfTest(sought));
        long sets = workOfSets(sought);
        if (!work.spend(Math.min(tests, sets))) {
            return;
        }
        if ((long) rarest.size() * LOOK_UP <= costOfSets(sought)) {
            collectAll(rarest.ranges(), top, fits, 0);
            return;
        }
        boolean counted = tests <= sets;
        int each = counted ? 0 : OFFER + (alike ? workOfTest(sought) : 0);
        if (!counted) {
            sought.forEach(QueryTerm::countSet);
        }
        List<OrdinalSet> all = new ArrayList<>();
        for (int i = 0; i < sought.size(); i++) {
            all.add(sought.get(i).set());
        }
        if (alike) {
            all.add(words.alike());
        }
        OrdinalSet.Common common = OrdinalSet.common(all);
        int ordinal = common.next();
        while (ordinal != OrdinalSet.END && !top.isFullBelow(ordinal) && work.spend(each)) {
            offer(ordinal, top, fitsInSets);
            ordinal = common.next();
        }
    }

    private long workOfSets(List<QueryTerm> sought) {
        long units = 0;
        for (int i = 0; i < sought.size(); i++) {
            QueryTerm word = sought.get(i);
            units += word.isSetCounted() ? 0 : word.size() + words.accounts() / Long.SIZE;
        }
        return units;
    }

    /** The work of testing the words of an account for all terms. */
    private static int workOfTest(List<QueryTerm> sought) {
        int ranges = 0;
        for (int i = 0; i < sought.size(); i++) {
            ranges += sought.get(i).ranges().size();
        }
        return LOOK_UP + WORDS_OF_ACCOUNT * ranges;
    }

    private long costOfSets(List<QueryTerm> sought) {
        long cost = 0;
        for (int i = 0; i < sought.size(); i++) {
            QueryTerm word = sought.get(i);
            cost += word.hasSet() ? 0 : word.size() + words.accounts() / Long.SIZE;
        }
        return cost;
    }

    /** Whether two of the query words have the same initial in all variants. */
    private static boolean beginAlike(List<ParsedQuery.Typed> interpretation) {
        for (int i = 0; i < interpretation.size(); i++) {
            for (int j = i + 1; j < interpretation.size(); j++) {
                if (interpretation.get(i).beginsAlike(interpretation.get(j))) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Reads some postings in ascending order; returns whether the result is final. Stops when many in a row aren't
     * offered: groups come after all users.
     */
    private boolean collectFirst(List<WordRange> ranges, int tries, LowestOrdinals top, IntPredicate fits) {
        PostingsMerger ascending = new PostingsMerger(ranges);
        int inVain = 0;
        for (int left = tries; left > 0 && inVain < MOST_IN_VAIN; left--) {
            int ordinal = ascending.next();
            if (ordinal == PostingsMerger.END || top.isFullBelow(ordinal) || !work.spend(ASCENDING)) {
                return true;
            }
            inVain = offer(ordinal, top, fits) ? 0 : inVain + 1;
        }
        return false;
    }

    private void collectAll(List<WordRange> ranges, LowestOrdinals top, IntPredicate fits, int each) {
        for (WordRange range : ranges) {
            for (int from = range.from(); from < range.to(); from += STEP) {
                int to = Math.min(from + STEP, range.to());
                if (!work.spend((long) each * (to - from))) {
                    return;
                }
                for (int i = from; i < to; i++) {
                    offer(range.postings().get(i), top, fits);
                }
            }
        }
    }

    /** Adds an account that is wanted, fits and is offered; returns whether it did. */
    private boolean offer(int ordinal, LowestOrdinals top, IntPredicate fits) {
        boolean added = top.wants(ordinal) && fits.test(ordinal) && isOffered(ordinal);
        if (added) {
            top.add(ordinal);
        }
        return added;
    }

    private boolean isOffered(int ordinal) {
        return layer.current(ordinal) && allowed.test(ordinal) && !isFound(ordinal);
    }

    private boolean isFound(int ordinal) {
        for (int one : found) {
            if (one == ordinal) {
                return true;
            }
        }
        return false;
    }

    /** Whether one name has a different word for each term. */
    private boolean nameHasAll(List<QueryTerm> sought, int ordinal) {
        long[] fitting = new long[sought.size()];
        int word = -1;
        int end = words.entriesFrom(ordinal + 1);
        for (int i = words.entriesFrom(ordinal); i < end; i++) {
            int entry = words.entry(i);
            if (WordIndex.beginsName(entry)) {
                if (word >= 0 && TermAssignment.possible(fitting)) {
                    return true;
                }
                fitting = new long[sought.size()];
                word = -1;
            }
            word += WordIndex.beginsWord(entry) ? 1 : 0;
            for (int which = 0; which < fitting.length && word < TermAssignment.LIMIT; which++) {
                if (sought.get(which).hasToken(WordIndex.token(entry))) {
                    fitting[which] |= 1L << word;
                }
            }
        }
        return word >= 0 && TermAssignment.possible(fitting);
    }

    private static boolean hasAll(List<QueryTerm> sought, int ordinal) {
        for (int i = 0; i < sought.size(); i++) {
            if (!sought.get(i).isIn(ordinal)) {
                return false;
            }
        }
        return true;
    }
}
