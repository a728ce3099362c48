package org.adcache.lookup;

import java.util.Set;
import org.adcache.account.AccountType;

/** Query text typed so far, and filters; {@code limit} is 1 to 20. */
public record SuggestQuestion(
        String text, int limit, Set<AccountType> types, boolean includeDisabled, boolean includeHidden) {
    public SuggestQuestion {
        if (limit < 1 || limit > 20) {
            throw new IllegalArgumentException("limit is " + limit + ", not 1 to 20");
        }
        types = Set.copyOf(types);
    }
}
