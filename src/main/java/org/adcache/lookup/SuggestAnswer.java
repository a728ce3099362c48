package org.adcache.lookup;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.adcache.account.AccountView;

/** Suggestions in their order, or why there are none. */
public sealed interface SuggestAnswer {
    Freshness freshness();

    /** {@code complete} is false when more accounts match than were asked for. */
    record Suggested(Freshness freshness, boolean complete, List<Item> items) implements SuggestAnswer {}

    /**
     * The same, searched for only when it is wanted.
     *
     * @param state what the answer depends on beside the question; empty while some connection's copy can't be used
     */
    record Deferred(Freshness freshness, Optional<ServedState> state, Supplier<Suggested> search)
            implements SuggestAnswer {}

    record Unavailable(Freshness freshness, UnknownReason reason) implements SuggestAnswer {}

    record Item(AccountView account, List<Range> matched) {}

    /** Where a word of the query matches; offsets in UTF-16 units of the field's value. */
    record Range(String field, OptionalInt index, int start, int end) {}
}
