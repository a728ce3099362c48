package org.adcache.api.configuration;

import java.util.List;
import org.adcache.api.Document;

/** What is stored with the present configuration, as a statement on data provision lists it: {@code GET /v1/data-inventory}. */
public record InventoryDocument(List<Item> items) implements Document {
    public InventoryDocument {
        items = List.copyOf(items);
    }

    /** One kind of data: content, use, location, retention, and readers. */
    public record Item(String data, String use, String place, String howLong, String whoCanReadIt) {}
}
