package org.adcache.lookup;

import java.util.List;
import java.util.OptionalInt;
import org.adcache.account.AccountView;

/** Suggestions in their order, or why there are none. */
public sealed interface SuggestAnswer {
    Freshness freshness();

    /** {@code complete} is false when more accounts match than were asked for. */
    record Suggested(Freshness freshness, boolean complete, List<Item> items) implements SuggestAnswer {}

    /** The same, written down. */
    record Written(Freshness freshness, WrittenItems written) implements SuggestAnswer {}

    record Unavailable(Freshness freshness, UnknownReason reason) implements SuggestAnswer {}

    record Item(AccountView account, List<Range> matched) {}

    /** Where a word of the query matches; offsets in UTF-16 units of the field's value. */
    record Range(String field, OptionalInt index, int start, int end) {}
}
