package org.adcache.lookup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.adcache.account.AccountView;

/** Suggestions in order, or the reason why there are none. */
public sealed interface SuggestAnswer {
    Freshness freshness();

    /**
     * Suggestions.
     *
     * @param complete false if more accounts match than were requested, or if the search was cut
     * @param at the moment at which the accounts are expired or not
     */
    record Suggested(Freshness freshness, boolean complete, List<Item> items, Instant at) implements SuggestAnswer {}

    /**
     * Suggestions that are searched on demand.
     *
     * @param state what the answer depends on besides the question; empty while some connection's copy can't be used
     */
    record Deferred(Freshness freshness, Optional<ServedState> state, Supplier<Suggested> search)
            implements SuggestAnswer {}

    record Unavailable(Freshness freshness, UnknownReason reason) implements SuggestAnswer {}

    record Item(AccountView account, List<Range> matched) {}

    /** Match of a query word; offsets in UTF-16 units of the field's value. */
    record Range(String field, OptionalInt index, int start, int end) {}
}
