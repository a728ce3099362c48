package org.adcache.lookup.suggest;

import java.util.ArrayList;
import java.util.List;
import org.adcache.account.AccountView;
import org.adcache.index.SearchedText;
import org.jspecify.annotations.Nullable;

/** Searched texts of a found account, computed on first use. */
final class HighlightFields {
    private final AccountView account;
    private @Nullable List<List<SearchedText>> names;
    private @Nullable List<SearchedText> values;

    HighlightFields(AccountView account) {
        this.account = account;
    }

    /** The names, each of one or more texts. */
    List<List<SearchedText>> names() {
        List<List<SearchedText>> known = names;
        if (known == null) {
            known = SearchedText.names(account.cn(), account.extra());
            names = known;
        }
        return known;
    }

    /** The texts searched as a whole: account name, addresses, UPN. */
    List<SearchedText> values() {
        List<SearchedText> known = values;
        if (known == null) {
            known = new ArrayList<>(accountName());
            known.addAll(addresses());
            if (account.hasUserPrincipalName()) {
                known.add(SearchedText.userPrincipalName(account.userPrincipalName()));
            }
            values = known;
        }
        return known;
    }

    /** One text, or none. */
    List<SearchedText> accountName() {
        return account.hasAccountName() ? List.of(SearchedText.accountName(account.accountName())) : List.of();
    }

    List<SearchedText> addresses() {
        List<SearchedText> addresses = new ArrayList<>();
        int count = account.addressCount();
        for (int i = 0; i < count; i++) {
            addresses.add(SearchedText.address(i, account.address(i)));
        }
        return addresses;
    }
}
