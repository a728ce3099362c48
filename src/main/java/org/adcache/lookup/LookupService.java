package org.adcache.lookup;

import java.util.List;
import java.util.Optional;

/** Questions that a caller may ask of the cache. Nothing here blocks. */
public interface LookupService {
    /** The answer to each key, a kind of key given or recognised. */
    LookupResults find(List<String> keys, Optional<KeyKind> by);

    /** The verdict on each condition for each address. */
    MatchAnswer match(MatchQuestion question);

    /**
     * The accounts that fit what was typed, not searched for yet: a reader that has kept the answer to the same
     * question in the same state needs no search. {@link SuggestAnswer.Deferred} or {@link SuggestAnswer.Unavailable}.
     */
    SuggestAnswer suggestDeferred(SuggestQuestion question);

    Freshness freshness();

    /** Whether at least one usable copy is loaded. */
    boolean usable();

    /** What is in memory, usable or not. */
    CacheSummary summary();
}
