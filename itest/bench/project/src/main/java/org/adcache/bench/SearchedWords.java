package org.adcache.bench;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.analysis.Word;
import org.adcache.index.SearchedText;

/** Words by which adcache finds an account, folded as adcache does, for peers that can't fold as well. */
final class SearchedWords {
    private SearchedWords() {}

    static Set<String> of(Account account) {
        Set<String> words = new LinkedHashSet<>();
        for (List<SearchedText> name : SearchedText.names(account.cn(), account.extra())) {
            SearchedText.words(name).forEach(word -> words.addAll(word.word().tokens()));
        }
        account.samAccountName()
                .ifPresent(name ->
                        words.addAll(SearchedText.accountName(name.value()).tokens()));
        account.userPrincipalName()
                .ifPresent(upn ->
                        words.addAll(SearchedText.userPrincipalName(upn.value()).tokens()));
        for (SearchedText address : SearchedText.addresses(account)) {
            words.addAll(address.tokens());
            address.parts().forEach(part -> words.addAll(part.word().tokens()));
        }
        return words;
    }

    /** Returns the variants of each word of a query. */
    static List<List<String>> ofQuestion(String text) {
        if (text.indexOf('@') > 0) {
            return List.of(SearchedText.typed(text).tokens());
        }
        return Word.ofQuestion(text).stream()
                .map(Word::ownTokens)
                .filter(variants -> !variants.isEmpty())
                .toList();
    }

    /** Returns what most programs would look for: each word in ASCII if it has such a variant. */
    static List<String> plain(String text) {
        return ofQuestion(text).stream()
                .map(variants -> variants.stream()
                        .filter(variant -> variant.chars().allMatch(c -> c < 0x80))
                        .findFirst()
                        .orElse(variants.get(0)))
                .toList();
    }

    static boolean offered(Account account) {
        return !account.disabled().orElse(false) && !account.hidden();
    }
}
