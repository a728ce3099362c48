package org.adcache.lookup;

import java.util.List;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.UserPrincipalName;

/** Reader of the field that a range refers to. */
final class Fields {
    private Fields() {}

    static String of(Account account, SuggestAnswer.Range range) {
        return switch (range.field()) {
            case "cn" -> account.cn();
            case "sAMAccountName" ->
                account.samAccountName().map(AccountName::value).orElseThrow();
            case "userPrincipalName" ->
                account.userPrincipalName().map(UserPrincipalName::value).orElseThrow();
            case "addresses" ->
                account.addresses().get(range.index().orElseThrow()).value();
            default -> {
                List<String> values = account.extra().getOrDefault(range.field(), List.of());
                yield values.get(range.index().orElse(0));
            }
        };
    }

    /** The text in a range. */
    static String marked(Account account, SuggestAnswer.Range range) {
        return of(account, range).substring(range.start(), range.end());
    }
}
