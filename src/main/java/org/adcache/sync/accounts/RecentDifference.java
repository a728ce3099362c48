package org.adcache.sync.accounts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.sync.accounts.AccountFacts.Attribute;

/**
 * What recent changes gave to an account and took from it, attribute by attribute. A domain controller that doesn't know
 * all of them shows an attribute as it was before. A third state is news: a list of members too, although AD replicates
 * members one by one (MS-ADTS 3.1.1.1.9), as nothing tells a member who is not known yet from one who was removed.
 */
public final class RecentDifference {
    private final boolean created;
    private final AccountFacts given;
    private final AccountFacts taken;

    private RecentDifference(boolean created, AccountFacts given, AccountFacts taken) {
        this.created = created;
        this.given = given;
        this.taken = taken;
    }

    /** The difference between an account before a cycle and after it; empty if it does not exist. */
    public static RecentDifference of(Optional<Account> before, Optional<Account> after) {
        AccountFacts had = before.map(AccountFacts::of).orElse(AccountFacts.NONE);
        AccountFacts has = after.map(AccountFacts::of).orElse(AccountFacts.NONE);
        return new RecentDifference(before.isEmpty(), has.without(had), had.without(has));
    }

    RecentDifference and(RecentDifference later) {
        return new RecentDifference(
                created || later.created,
                given.and(later.given).without(later.taken),
                taken.and(later.taken).without(later.given));
    }

    /** Whether the account did not exist before. */
    boolean created() {
        return created;
    }

    int size() {
        return given.size() + taken.size();
    }

    /** Whether the shown account lacks some of the changes. */
    boolean isMissingIn(Account shown) {
        AccountFacts facts = AccountFacts.of(shown);
        return taken.meets(facts) || !given.areListedIn(facts);
    }

    /** The shown account with the changes that it lacks; empty if it was removed and is shown where it was. */
    Optional<Account> on(Account shown, Optional<Account> cached) {
        if (cached.isEmpty()) {
            return taken.has(Attribute.DISTINGUISHED_NAME.of(shown)) ? Optional.empty() : Optional.of(shown);
        }
        Account known = cached.get();
        // What the copy has again was not taken: a cycle of very many changes is not remembered.
        AccountFacts lost = taken.without(AccountFacts.of(known));
        Account.Builder account = shown.copy();
        for (Attribute attribute : Attribute.values()) {
            if (lost.has(attribute.of(shown))) {
                attribute.copy(known, account);
            }
        }
        return Optional.of(account.extra(extra(shown, known, lost)).build());
    }

    private Map<String, List<String>> extra(Account shown, Account known, AccountFacts lost) {
        Map<String, List<String>> all = new LinkedHashMap<>(shown.extra());
        all.entrySet().removeIf(attribute -> lost.has(AccountFacts.extra(attribute)));
        known.extra().entrySet().stream()
                .filter(attribute -> given.has(AccountFacts.extra(attribute)))
                .forEach(attribute -> all.putIfAbsent(attribute.getKey(), attribute.getValue()));
        return all;
    }
}
