package org.adcache.http;

import java.util.List;
import java.util.Optional;
import org.adcache.lookup.CacheSummary;
import org.adcache.lookup.Freshness;
import org.adcache.lookup.KeyKind;
import org.adcache.lookup.Lookup;
import org.adcache.lookup.LookupResults;
import org.adcache.lookup.MatchAnswer;
import org.adcache.lookup.MatchQuestion;
import org.adcache.lookup.SuggestAnswer;
import org.adcache.lookup.SuggestQuestion;

/** Queries of the cache, as the routes call them. */
public interface LookupService {
    LookupResults find(List<String> keys, Optional<KeyKind> by);

    MatchAnswer match(MatchQuestion question);

    /** Returns {@link SuggestAnswer.Deferred} or {@link SuggestAnswer.Unavailable}. */
    SuggestAnswer suggest(SuggestQuestion question);

    Freshness freshness();

    boolean usable();

    CacheSummary summary();

    static LookupService of(Lookup lookup) {
        return new LookupService() {
            @Override
            public LookupResults find(List<String> keys, Optional<KeyKind> by) {
                return lookup.find(keys, by);
            }

            @Override
            public MatchAnswer match(MatchQuestion question) {
                return lookup.match(question);
            }

            @Override
            public SuggestAnswer suggest(SuggestQuestion question) {
                return lookup.suggestDeferred(question);
            }

            @Override
            public Freshness freshness() {
                return lookup.freshness();
            }

            @Override
            public boolean usable() {
                return lookup.usable();
            }

            @Override
            public CacheSummary summary() {
                return lookup.summary();
            }
        };
    }
}
