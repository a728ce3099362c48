package org.adcache.lookup;

import java.util.List;
import java.util.Optional;
import org.adcache.budget.QuestionBudgets;

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

    /** The bounds of questions. */
    QuestionBudgets budgets();

    Freshness freshness();

    /** Whether at least one usable copy is loaded. */
    boolean usable();

    /** Counts what is in memory, usable or not. */
    CacheSummary summary();
}
