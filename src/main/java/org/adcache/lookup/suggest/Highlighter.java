package org.adcache.lookup.suggest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.adcache.account.AccountView;
import org.adcache.analysis.Word;
import org.adcache.analysis.WordPlace;
import org.adcache.analysis.WordPrefix;
import org.adcache.index.Initials;
import org.adcache.index.PlacedWord;
import org.adcache.index.SearchedText;
import org.adcache.lookup.SuggestAnswer.Range;
import org.adcache.lookup.suggest.ParsedQuery.Typed;

/** Finder of the ranges where an account's texts match the query, in the first field that fits the tier of the hit. */
public final class Highlighter {
    private final ParsedQuery typed;
    private final AsciiHighlighter plain;
    private final FoldingCache folded;

    public Highlighter(ParsedQuery typed, FoldingCache folded) {
        this.typed = typed;
        this.plain = AsciiHighlighter.of(typed);
        this.folded = folded;
    }

    public List<Range> matched(AccountView account, Tier tier) {
        List<Range> ranges = plain(account, tier);
        if (!ranges.isEmpty()) {
            return ranges;
        }
        HighlightFields texts = new HighlightFields(account);
        return switch (tier) {
            case EXACT -> whole(texts);
            case PREFIX -> prefixRanges(texts);
            case NAME -> firstOf(interpretation -> inOneName(texts, interpretation));
            case INITIALS -> firstOf(interpretation -> initials(texts, interpretation));
            case ANY_WORD -> firstOf(interpretation -> anyWords(texts, interpretation));
            case INFIX -> firstOf(interpretation -> inside(texts, interpretation));
            case FUZZY -> firstOf(interpretation -> oneEdited(texts, interpretation));
        };
    }

    private List<Range> plain(AccountView account, Tier tier) {
        return switch (tier) {
            case PREFIX -> plain.inValue(account);
            case NAME -> plain.inName(account.cn());
            default -> List.of();
        };
    }

    /** Matches of one interpretation of the query; empty if there are none. */
    private interface Fit {
        List<Range> of(List<Typed> interpretation);
    }

    private List<Range> firstOf(Fit fit) {
        for (List<Typed> interpretation : typed.interpretations()) {
            List<Range> ranges = fit.of(interpretation);
            if (!ranges.isEmpty()) {
                return ranges;
            }
        }
        return List.of();
    }

    private List<Range> whole(HighlightFields texts) {
        return texts.values().stream()
                .filter(text -> text.tokens().stream().anyMatch(typed.whole()::contains))
                .findFirst()
                .map(text -> List.of(range(text, 0, text.text().length())))
                .orElse(List.of());
    }

    private List<Range> prefixRanges(HighlightFields texts) {
        for (SearchedText text : texts.values()) {
            if (begins(text.tokens(), typed.whole())) {
                return List.of(prefix(text, typed.whole()));
            }
        }
        return List.of();
    }

    private List<Range> inOneName(HighlightFields texts, List<Typed> interpretation) {
        for (List<SearchedText> name : texts.names()) {
            List<PlacedWord> words = SearchedText.words(name);
            int[] wordOf = TermAssignment.assign(fitting(words, interpretation));
            if (wordOf.length > 0) {
                List<Range> ranges = new ArrayList<>();
                for (int i = 0; i < wordOf.length; i++) {
                    ranges.add(prefix(words.get(wordOf[i]), interpretation.get(i)));
                }
                return ranges;
            }
        }
        return List.of();
    }

    private long[] fitting(List<PlacedWord> words, List<Typed> interpretation) {
        long[] fitting = new long[interpretation.size()];
        for (int word = 0; word < Math.min(words.size(), TermAssignment.LIMIT); word++) {
            List<String> tokens = folded.tokens(words.get(word).word());
            for (int i = 0; i < fitting.length; i++) {
                fitting[i] |= interpretation.get(i).beginsAny(tokens) ? 1L << word : 0;
            }
        }
        return fitting;
    }

    private List<Range> initials(HighlightFields texts, List<Typed> interpretation) {
        if (interpretation.size() != 1) {
            return List.of();
        }
        for (List<SearchedText> name : texts.names()) {
            for (Initials form : Initials.of(name)) {
                for (String variant : interpretation.get(0).variants()) {
                    if (form.token().startsWith(variant) && variant.codePointCount(0, variant.length()) > 1) {
                        return initials(form, variant);
                    }
                }
            }
        }
        return List.of();
    }

    private List<Range> initials(Initials form, String variant) {
        List<Range> ranges = new ArrayList<>();
        int used = 0;
        for (PlacedWord word : form.letters()) {
            if (used < variant.length()) {
                int next = variant.offsetByCodePoints(used, 1);
                ranges.add(prefix(word, new Typed(List.of(variant.substring(used, next)))));
                used = next;
            }
        }
        if (used < variant.length()) {
            Typed rest = new Typed(List.of(variant.substring(used)));
            form.surname().forEach(surname -> ranges.add(prefix(surname, rest)));
        }
        return ranges;
    }

    private List<Range> anyWords(HighlightFields texts, List<Typed> interpretation) {
        List<Range> ranges = new ArrayList<>();
        for (Typed word : interpretation) {
            List<Range> range = anyWord(texts, word);
            if (range.isEmpty()) {
                return List.of();
            }
            ranges.addAll(range);
        }
        return ranges;
    }

    private List<Range> anyWord(HighlightFields texts, Typed typed) {
        for (List<SearchedText> name : texts.names()) {
            for (PlacedWord word : SearchedText.words(name)) {
                if (typed.beginsAny(folded.tokens(word.word()))) {
                    return List.of(prefix(word, typed));
                }
            }
        }
        for (SearchedText text : texts.values()) {
            if (begins(text.tokens(), typed.variants())) {
                return List.of(prefix(text, typed.variants()));
            }
            for (PlacedWord part : text.parts()) {
                if (typed.beginsAny(folded.tokens(part.word()))) {
                    return List.of(prefix(part, typed));
                }
            }
        }
        return List.of();
    }

    private List<Range> inside(HighlightFields texts, List<Typed> interpretation) {
        List<String> typed = interpretation.size() == 1 ? interpretation.get(0).infixes() : List.of();
        return inWords(texts, word -> insideWord(word, typed), name -> insideName(name, typed));
    }

    private static List<Range> insideWord(PlacedWord word, List<String> typed) {
        if (!has(word.word().tokens(), typed)) {
            return List.of();
        }
        WordPlace place = WordPlace.of(word.word(), typed);
        return List.of(range(word.source(), place.start(), place.end()));
    }

    private static List<Range> insideName(SearchedText name, List<String> typed) {
        if (!has(name.tokens(), typed)) {
            return List.of();
        }
        WordPlace place = WordPlace.of(name.text(), typed);
        return List.of(range(name, place.start(), place.end()));
    }

    private List<Range> oneEdited(HighlightFields texts, List<Typed> interpretation) {
        for (int edited = 0; edited < interpretation.size(); edited++) {
            List<Range> ranges = new ArrayList<>();
            for (int i = 0; i < interpretation.size(); i++) {
                Typed typed = interpretation.get(i);
                ranges.addAll(
                        i == edited
                                ? inWords(texts, word -> oneEdited(word, typed), name -> oneEdited(name, typed))
                                : anyWord(texts, typed));
            }
            if (ranges.size() == interpretation.size()) {
                return ranges;
            }
        }
        return List.of();
    }

    private static List<Range> oneEdited(PlacedWord placed, Typed typed) {
        Word word = placed.word();
        if (word.ownTokens().stream().anyMatch(typed::isOneEditFrom)) {
            return List.of(range(placed.source(), word.start(), word.end()));
        }
        return word.tokens().stream().anyMatch(typed::isOneEditFrom)
                ? List.of(range(placed.source(), word.start(), word.runTo()))
                : List.of();
    }

    private static List<Range> oneEdited(SearchedText name, Typed typed) {
        return name.tokens().stream().anyMatch(typed::isOneEditFrom)
                ? List.of(range(name, 0, name.text().length()))
                : List.of();
    }

    /** The first match in what the last two tiers search: words of names, the account name, words of local parts. */
    private static List<Range> inWords(
            HighlightFields texts,
            Function<PlacedWord, List<Range>> inWord,
            Function<SearchedText, List<Range>> inAccountName) {
        Stream<PlacedWord> names = texts.names().stream().flatMap(name -> SearchedText.words(name).stream());
        Stream<PlacedWord> parts = texts.addresses().stream().flatMap(address -> address.parts().stream());
        return Stream.of(names.map(inWord), texts.accountName().stream().map(inAccountName), parts.map(inWord))
                .flatMap(ranges -> ranges)
                .filter(ranges -> !ranges.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static boolean has(Collection<String> tokens, Collection<String> variants) {
        return tokens.stream().anyMatch(token -> variants.stream().anyMatch(token::contains));
    }

    private static boolean begins(Collection<String> tokens, Collection<String> variants) {
        for (String token : tokens) {
            for (String variant : variants) {
                if (token.startsWith(variant)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Range prefix(PlacedWord word, Typed typed) {
        WordPrefix prefix = folded.prefix(word.word(), typed.variants());
        return range(word.source(), prefix.start(), prefix.end());
    }

    private static Range prefix(SearchedText text, List<String> variants) {
        WordPrefix prefix = WordPrefix.of(text.text(), variants);
        return range(text, prefix.start(), prefix.end());
    }

    private static Range range(SearchedText text, int start, int end) {
        return new Range(text.field(), text.index(), start, end);
    }
}
