package org.adcache.api;

import java.util.List;
import java.util.Optional;

/**
 * Ignored entries and values: {@code /v1/ignored}.
 *
 * @param next where the next page starts; absent on the last page
 */
public record IgnoredDocument(List<Item> items, Optional<String> next) implements Document {
    public IgnoredDocument {
        items = List.copyOf(items);
    }

    /** An ignored entry or, with a reason that concerns a value alone, an ignored value; texts may be truncated. */
    public record Item(
            String connection,
            Optional<String> objectGUID,
            String distinguishedName,
            Optional<String> attribute,
            Optional<String> value,
            String reason) {}
}
