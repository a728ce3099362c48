package org.adcache.lookup;

import java.util.List;
import java.util.Optional;
import org.adcache.account.ObjectGuid;
import org.adcache.budget.QuestionBudgets;
import org.adcache.lookup.detail.AccountDetail;
import org.adcache.lookup.detail.DuplicateKeys;

/** Service interface of {@link Lookup}: find, match and suggest on the served generation. Nothing here blocks. */
public interface LookupService {
    /** Answers each key, by the given or a recognised kind. */
    LookupResults find(List<String> keys, Optional<KeyKind> by);

    /** Returns the verdict on each condition for each address. */
    MatchAnswer match(MatchQuestion question);

    /**
     * Defers the search for suggestions: a reader that has cached the answer to the same question in the same state
     * needs none. Returns {@link SuggestAnswer.Deferred} or {@link SuggestAnswer.Unavailable}.
     */
    SuggestAnswer suggestDeferred(SuggestQuestion question);

    /** What is known of the account with this GUID, with the way to each of its groups. */
    AccountDetail detail(ObjectGuid guid);

    /** The keys that several accounts of one connection have. Reads the whole index, and so is for administrators. */
    DuplicateKeys duplicates();

    /** The bounds of questions. */
    QuestionBudgets budgets();

    Freshness freshness();

    /** Whether at least one usable copy is loaded. */
    boolean usable();

    /** Counts what is in memory, usable or not. */
    CacheSummary summary();
}
